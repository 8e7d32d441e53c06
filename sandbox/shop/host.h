#pragma once
// The store as a program: a server in front of it, a client behind it, and its cron. Everything
// that touches the Shop runs on the server's I/O thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/server.h"
#include "sandbox/shop/shop.h"

namespace byte8::sandbox::shop {

struct HostOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  Options shop;
};

class Host {
 public:
  static Result<std::unique_ptr<Host>> start(HostOptions options);
  virtual ~Host() = default;

  virtual std::uint16_t port() const = 0;
  // Runs on the thread of the store.
  virtual void with_shop(std::function<void(Shop&, Millis now)> act) = 0;
  virtual void stop() = 0;
};

}  // namespace byte8::sandbox::shop
