#pragma once
// What happens to a request before the core sees it, on the I/O thread: webhooks are verified,
// decoded and become the command "intake"; everything else becomes the command "http". What is
// overloaded, starting or draining answers 503, which no store takes for final.

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "app/clock_source.h"
#include "app/inbox.h"
#include "app/replies.h"
#include "app/wire_gate.h"
#include "net/guard.h"
#include "port/http.h"

namespace byte8::app {

// What /readyz says: 200 for ready, else 503 with the word.
enum class Readiness : std::uint8_t { migrations, master_key, database, ready, draining };
std::string_view word(Readiness readiness);

class Edge {
 public:
  Edge(WireGate& gate, Inbox& inbox, Replies& replies, const ClockSource& clock)
      : gate_(gate), inbox_(inbox), replies_(replies), clock_(clock) {}

  // Before open(): the path of public_url, "" or "/prefix".
  void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }
  // Before open(): the proxies whose word on who asks is taken.
  void set_proxies(net::Guard proxies) { proxies_ = std::move(proxies); }
  // Any thread. Only what is ready (or was, and has trouble with its database) takes requests.
  void set(Readiness readiness) { readiness_.store(readiness, std::memory_order_release); }
  // Only from that state: draining is never undone.
  void change(Readiness from, Readiness to) { readiness_.compare_exchange_strong(from, to); }
  Readiness readiness() const { return readiness_.load(std::memory_order_acquire); }
  // The core runs: requests are taken unless it drains.
  void open() { open_.store(true, std::memory_order_release); }

  void handle(http::Request request, std::shared_ptr<http::Responder> responder);

 private:
  void webhook(const http::Request& request, std::string_view tenant, std::string_view event,
               const std::shared_ptr<http::Responder>& responder);
  void command(http::Request request, std::shared_ptr<http::Responder> responder);
  void strip_prefix(http::Request& request) const;

  WireGate& gate_;
  Inbox& inbox_;
  Replies& replies_;
  const ClockSource& clock_;
  std::string prefix_;
  net::Guard proxies_;
  std::atomic<Readiness> readiness_ = Readiness::migrations;
  std::atomic<bool> open_ = false;
};

}  // namespace byte8::app
