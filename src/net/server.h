#pragma once
// The HTTP server: one I/O thread, Beast behind server.cc. Bounded headers, bodies and times; slow
// and idle clients cost a connection, never a thread. An answer with an outlet goes on until that
// ends; a client that does not take it for idle_timeout is let go. Errors of the protocol are
// answered as small JSON objects {"code","message"}: too_large 413, headers over the limit 431,
// malformed 400, and 503 for a body that does not arrive in time.

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "port/http.h"

namespace byte8::net {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t body_limit = limits::wire_body;
  std::size_t header_limit = limits::header_bytes;
  Millis body_timeout = limits::body_timeout;
  Millis idle_timeout = 75'000;
  std::size_t connections_max = 8192;
  // Every answer carries an X-Request-Id: where the handler gave none, and in what the server
  // answers by itself, a fresh one of ours.
  bool request_ids = false;
};

class Server {
 public:
  // Listens and serves at once. Fault::http with the address in the message when it cannot.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, http::Handler handler);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  // Runs fn on the I/O thread after so many milliseconds.
  virtual void after(Millis delay, std::function<void()> fn) = 0;
  // Stops accepting, closes idle connections, waits at most `wait` for answers under way, ends the
  // thread.
  virtual void stop(Millis wait) = 0;
};

}  // namespace byte8::net
