#pragma once
// The simulator behind a port: decisions become answers, closed connections, drips and delays.
// Everything runs on the server's I/O thread.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/server.h"
#include "sandbox/sage/simulator.h"

namespace byte8::sandbox::sage {

class Host {
 public:
  // Listens at once; port 0 chooses a free one. The error is the server's.
  static Result<std::unique_ptr<Host>> start(Options options, const std::string& address,
                                             std::uint16_t port);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  std::uint16_t port() const;
  // Runs fn with the simulator on the I/O thread and waits for it; never call it from there.
  void with(const std::function<void(Simulator&)>& fn);
  void stop();

 private:
  explicit Host(Options options);
  void take(http::Request request, std::shared_ptr<http::Responder> responder);
  void carry_out(std::uint64_t ticket, std::shared_ptr<http::Responder> responder);
  void deliver(std::uint64_t ticket, Decision decision,
               const std::shared_ptr<http::Responder>& responder);
  void later(Millis delay, std::function<void()> fn);

  Simulator simulator_;
  std::unique_ptr<net::Server> server_;
  std::atomic<net::Server*> ready_ =
      nullptr;  // set once start() has the server; requests may come before
  std::vector<std::shared_ptr<http::Responder>> silent_;
};

}  // namespace byte8::sandbox::sage
