#pragma once
// A running chassis: the I/O thread (net::Server), the core thread, the client thread and the
// control socket, wired together. Starts whole or not at all; stop() drains. Tests start it in
// their own process.

#include <memory>
#include <string>

#include "app/config.h"
#include "base/result.h"

namespace byte8::app {

class Runtime {
 public:
  // Codes beside those of open_house: `address_in_use`.
  static Result<std::unique_ptr<Runtime>> start(Config config);
  virtual ~Runtime() = default;

  virtual std::uint16_t port() const = 0;
  // With the real port where the configured one was 0.
  virtual const Config& config() const = 0;
  // Stops accepting, answers 503 to what is new, lets what is under way end, writes the clean end
  // down.
  virtual Status stop() = 0;
};

}  // namespace byte8::app
