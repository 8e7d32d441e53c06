#include "tests/bench/program.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/sandbox_flags.h"
#include "net/raw_socket.h"
#include "tests/bench/bench.h"
#include "tests/bench/must.h"

namespace byte8::bench {
namespace {

constexpr Millis patience = 60'000;

bool ready(std::uint16_t port) {
  net::RawSocket socket = net::RawSocket::connect(port);
  socket.send("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  return socket.read_message().starts_with("HTTP/1.1 200");
}

std::string folder_of(pid_t id) {
  return "/proc/" + std::to_string(id);
}

}  // namespace

Program::Program(const app::Settings& flags, const std::string& log_file) {
  const double from = now_s();
  child_ = must(app::Child::start({.program = BYTE8_LEDGER_PROGRAM,
                                   .arguments = app::serve_arguments(flags),
                                   .log_file = log_file}));
  // It prints its address when it is ready, so there is nothing to be asked again and again.
  const std::string url = must(child_->address(patience));
  port_ = static_cast<std::uint16_t>(std::strtoul(&url[url.rfind(':') + 1], nullptr, 10));
  BYTE8_CHECK(ready(port_));
  ready_after_ = now_s() - from;
}

std::int64_t Program::resident() const {
  return status_bytes("VmRSS:");
}

std::int64_t Program::peak_resident() const {
  return status_bytes("VmHWM:");
}

std::int64_t Program::status_bytes(const std::string& field) const {
  std::ifstream status(folder_of(child_->id()) + "/status");
  for (std::string word; status >> word;) {
    std::int64_t kilobytes = 0;
    if (word == field && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

// The first number of schedstat is the time on a processor in nanoseconds.
std::map<std::string, double> Program::cpu() const {
  std::map<std::string, double> by_name;
  for (const auto& task : std::filesystem::directory_iterator(folder_of(child_->id()) + "/task")) {
    std::ifstream named(task.path() / "comm");
    std::string name;
    std::getline(named, name);
    std::ifstream schedule(task.path() / "schedstat");
    std::int64_t nanoseconds = 0;
    schedule >> nanoseconds;
    by_name[name] += static_cast<double>(nanoseconds) / 1e9;
  }
  return by_name;
}

std::size_t Program::open_files() const {
  const auto files = std::filesystem::directory_iterator(folder_of(child_->id()) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

std::optional<double> Program::stop(Millis longest) {
  const double from = now_s();
  const std::optional<int> code = child_->stop(longest);
  child_.reset();
  BYTE8_CHECK(code.value_or(0) == 0);
  if (!code) return std::nullopt;
  return now_s() - from;
}

}  // namespace byte8::bench
