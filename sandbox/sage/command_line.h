#pragma once
// The program's arguments.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/sage/simulator.h"

namespace byte8::sandbox::sage {

struct CommandLine {
  Options options;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::vector<std::string> redirect_uris;  // registered for every client
  bool print_port = false;
};

// The error names the argument that is wrong.
Result<CommandLine> read_command_line(const std::vector<std::string>& arguments);

}  // namespace byte8::sandbox::sage
