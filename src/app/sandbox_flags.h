#pragma once
// How a chassis is configured that plays against the pretended peers on loopback: for the demo, and
// for tests that start one.

#include <string>
#include <vector>

#include "app/config.h"

namespace byte8::app {

struct SandboxPeers {
  std::string listen;  // "127.0.0.1:8460", the chassis' own
  std::string data_dir;
  std::string sage_url;  // without a trailing slash
  std::string client_id = "byte8-demo";
  std::string client_secret = "byte8-demo-secret";  // NOLINT: the stand-in's, public
};

// Budgets off, private addresses and plain http allowed, doubts settled within seconds.
Settings sandbox_flags(const SandboxPeers& peers);

// The same as words of a command line: serve --listen=… --data-dir=…
std::vector<std::string> serve_arguments(const Settings& flags);

}  // namespace byte8::app
