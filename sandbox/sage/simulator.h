#pragma once
// A stand-in for Sage Business Cloud Accounting v3.1 with its OAuth host, as a value: no threads,
// no clock, seeded chance. Requests go in, decisions come out; the same calls in the same order
// give the same bytes. Prefixes: /auth (www.sageone.com), /oauth (oauth.accounting.sage.com), /v3.1
// (api.accounting.sage.com) and
// /__sim for control. Source: spec/sage.md; every guess is a switch (sim-assumptions.md).

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "port/http.h"
#include "sandbox/sage/faults.h"
#include "sandbox/sage/switches.h"

namespace byte8::sandbox::sage {

struct ClientOptions {
  std::string id = "byte8-demo";
  std::string secret = "byte8-demo-secret";  // NOLINT: of the stand-in only
  std::vector<std::string> redirect_uris;    // compared character for character
};

struct Options {
  std::uint64_t seed = 1;
  std::vector<ClientOptions> clients = {ClientOptions{}};
  std::int64_t clock_factor = 1;   // divides search lag and idempotency memory, not token lives
  std::size_t log_kept = 100'000;  // requests kept for /__sim/log; 0 = none
  Switches switches;
};

// {"seed","clients":[{"id","secret","redirect_uris"}],"redirect_uris","clock_factor","log_kept",
//  "switches"}; redirect_uris outside belong to the first client.
Result<Options> options_of(const json::Value& value);

enum class Delivery : std::uint8_t {
  answer,  // as it stands
  drop,    // close without an answer
  part,    // status line, headers and part_bytes of the body, then close
  slow,    // one byte of the body each per_byte_ms
  never,   // keep the connection open and say nothing
};

struct Decision {
  http::Response response;  // what would be answered, also where delivery withholds it
  bool committed = false;   // whether the request changed the books or the token store
  Delivery delivery = Delivery::answer;
  std::size_t part_bytes = 0;
  Millis per_byte_ms = 0;
  Millis delay_before_ms = 0;  // handle() only: the delay that it did not wait for
  Millis delay_after_ms = 0;   // between carrying out and answering
};

// What a request met when it arrived. It is carried out by process() after delay_before_ms.
struct Arrival {
  std::uint64_t ticket = 0;
  Millis delay_before_ms = 0;
};

struct LogEntry {
  std::uint64_t number = 0;
  Millis at = 0;  // simulator's time when it was carried out
  Millis arrived = 0;
  std::string method;
  std::string target;
  std::string client;  // of the token or the form; empty where unknown
  std::string user;
  std::string business;  // X-Business as sent
  std::string content_type;
  std::string accept;
  std::shared_ptr<const std::string> body;
  int status = 0;
  std::shared_ptr<const std::string> answer;
  bool committed = false;
  bool replayed = false;  // answered from the idempotency memory
  std::string delivery;   // word of Delivery
  std::string faults;     // words, comma-separated
};

struct World;  // everything behind it (world.h)

class Simulator {
 public:
  explicit Simulator(Options options);
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  ~Simulator();

  // `now_wall`: milliseconds since 1970; the simulator's own time is that plus what advance()
  // added. A request's life: begin → (delay_before_ms) → process → (delay_after_ms) → end. A caller
  // who waits in between gets late commits; the time from begin to end counts for concurrency and
  // overlapping writes.
  Arrival begin(http::Request request, Millis now_wall);
  Decision process(std::uint64_t ticket, Millis now_wall);
  void end(std::uint64_t ticket);
  // All three at once, delays told and not waited for.
  Decision handle(const http::Request& request, Millis now_wall);

  // The control calls of /__sim as functions.
  Status add_fault(FaultRule rule);
  void clear_faults();
  std::size_t faults_left() const;
  json::Value faults() const;  // the rules with how often they matched and struck
  Switches& switches();
  void advance(Millis ms);
  Millis now(Millis now_wall) const;
  // {"action":"revoke_user",…}: see act.h for the list.
  Result<json::Value> act(const json::Value& action, Millis now_wall);
  json::Value ledger(std::string_view business = "") const;
  // The counters that tests end with: {duplicates, parallel_post_violations, missing_x_business,
  // …}.
  json::Value report() const;
  // Contradictions in the simulator's own books; empty unless the simulator itself is wrong.
  std::vector<std::string> contradictions() const;
  const std::deque<LogEntry>& log() const;
  void clear_log();

  // State as a value (log, faults and requests under way are not part of it).
  using Snapshot = std::shared_ptr<const World>;
  Snapshot snapshot() const;
  void restore(const Snapshot& snapshot);
  void reset();  // back to the seed; faults and log are cleared

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace byte8::sandbox::sage
