#pragma once
// HTTP as values: what the server hands in, what the client sends out, and what came of it. The
// router and the provider adapters are tested with these, without a socket. Source: RFC 9110.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"

namespace byte8::http {

struct Header {
  std::string name;
  std::string value;
};
using Headers = std::vector<Header>;

// The first value of a header, its name compared without case; null where absent.
const std::string* find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;
  std::string target;  // path and query as sent: "/v1/runs?limit=5"
  Headers headers;
  std::string body;
  std::string peer;  // address of the other side, for rate limits

  std::string_view path() const;   // target up to '?'
  std::string_view query() const;  // after '?', or empty
};

class Outlet;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  // The server goes on after the body with what comes out of it (port/outlet.h), and closes then.
  std::shared_ptr<Outlet> outlet = nullptr;
};

// ---- server side -----------------------------------------------------------------------------

// One request's way back. Exactly one of the calls below ends it; all may be made from any thread
// and after the connection has gone (then they do nothing).
class Responder {
 public:
  virtual ~Responder() = default;
  virtual void send(Response response) = 0;
  // Fault hooks, used by sandbox/ only (spec/sage.md, faults).
  virtual void drop() = 0;  // close without an answer
  virtual void send_part(Response response,
                         std::size_t bytes) = 0;  // status line, headers and so many
                                                  // bytes of the body, then close
  virtual void send_slowly(Response response, Millis per_byte) = 0;
};

// Runs on the I/O thread; must not block. The responder may be kept and used later.
using Handler = std::function<void(Request, std::shared_ptr<Responder>)>;

// ---- client side -----------------------------------------------------------------------------

struct Call {
  std::string method;
  std::string url;
  Headers headers;
  std::string body;
  Millis timeout = limits::request_timeout;
  Millis deadline_boot = 0;  // absolute CLOCK_BOOTTIME; not sent at all after it (0 = none)
  std::size_t answer_limit = limits::answer_body;
};

// Why there is no answer.
enum class Failure : std::uint8_t {
  none,        // there is an answer
  refused,     // the address guard or the URL itself refused it: nothing was sent
  unresolved,  // name not found: nothing was sent
  connect,     // no connection: nothing was sent
  tls,         // certificate or handshake: no request was sent
  unsent,      // cancelled or past its deadline before the first byte
  timeout,     // sent, no whole answer in time
  cut,         // connection ended before a whole answer
  too_large,   // the answer passed answer_limit
  protocol,    // not HTTP
};
std::string_view word(Failure failure);

struct Outcome {
  Failure failure = Failure::none;
  bool sent = false;  // whether the first byte of the request may have left
  Response response;
  std::string detail;  // safe to log

  bool answered() const { return failure == Failure::none; }
  // none: nothing was sent, or there is an answer to judge by itself.
  Effect effect() const { return sent ? Effect::maybe : Effect::none; }
};

using Done = std::function<void(Outcome)>;

class Client {
 public:
  virtual ~Client() = default;
  // `done` is called exactly once, on the client's own thread.
  virtual void send(std::uint64_t id, Call call, Done done) = 0;
  // Whether the call was still unwritten: then it ends as Failure::unsent and nothing leaves.
  virtual void cancel(std::uint64_t id) = 0;
};

}  // namespace byte8::http
