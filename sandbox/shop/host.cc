#include "sandbox/shop/host.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "net/client.h"
#include "net/guard.h"

namespace byte8::sandbox::shop {

namespace {

// A pump looks at least this often: the clock of the machine may be set.
constexpr Millis pump_pause = 1000;

http::Response json_answer(const json::Value& value) {
  return {.status = 200,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = json::write(value)};
}

class RunningHost final : public Host {
 public:
  explicit RunningHost(Options options) : shop_(std::move(options)) {}
  ~RunningHost() override { stop(); }
  RunningHost(const RunningHost&) = delete;
  RunningHost& operator=(const RunningHost&) = delete;

  Status begin(const std::string& address, std::uint16_t port);
  std::uint16_t port() const override { return server_->port(); }
  void with_shop(std::function<void(Shop&, Millis)> act) override;
  void stop() override;

 private:
  using Responder = std::shared_ptr<http::Responder>;

  void handle(const http::Request& request, const Responder& responder);
  bool handle_ahead(const http::Request& request, const Responder& responder, Millis now);
  void send(http::Call call, std::function<void(const http::Outcome&, Millis)> then);
  void pump();
  void schedule_pump();

  Shop shop_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<net::Server> server_;
  std::uint64_t next_call_ = 1;
  std::uint64_t pump_round_ = 0;  // a later plan makes an earlier timer void
  std::vector<Responder> waiting_for_drain_;
};

Status RunningHost::begin(const std::string& address, std::uint16_t port) {
  Result<net::Guard> guard = net::Guard::allowing({"127.0.0.0/8", "::1/128"});
  if (!guard) return guard.error();
  client_ = net::make_client({.guard = std::move(*guard), .require_https = false});
  Result<std::unique_ptr<net::Server>> server =
      net::Server::start({.address = address, .port = port},
                         [this](const http::Request& request, const Responder& responder) {
                           handle(request, responder);
                         });
  if (!server) return server.error();
  server_ = std::move(*server);
  server_->after(0, [this] { pump(); });
  return {};
}

void RunningHost::with_shop(std::function<void(Shop&, Millis)> act) {
  server_->after(0, [this, act = std::move(act)] {
    act(shop_, read_clocks().wall);
    pump();
  });
}

void RunningHost::stop() {
  if (server_) server_->stop(1000);
  client_.reset();  // after this no answer of the client comes back
}

void RunningHost::handle(const http::Request& request, const Responder& responder) {
  const Millis now = read_clocks().wall;
  if (handle_ahead(request, responder, now)) return;
  responder->send(shop_.handle(request, now));
  if (request.method == "POST") schedule_pump();
}

// The controls that make a call first.
bool RunningHost::handle_ahead(const http::Request& request, const Responder& responder,
                               Millis now) {
  const std::string_view path = request.path();
  if (request.method == "GET" && path == "/__shop/health") {
    std::optional<http::Call> call = shop_.begin_health(now);
    if (!call) return false;
    send(std::move(*call), [this, responder](const http::Outcome& outcome, Millis then) {
      responder->send(json_answer(shop_.end_health(&outcome, then)));
    });
    return true;
  }
  if (request.method != "POST") return false;
  if (path != "/__shop/disconnect" && path != "/__shop/tick") return false;
  // The store's own answer tells whether the request may be carried out at all.
  http::Response allowed = shop_.handle(request, now);
  if (path == "/__shop/tick") {
    if (allowed.status != 200) {
      responder->send(std::move(allowed));
    } else {
      waiting_for_drain_.push_back(responder);
      pump();
    }
    return true;
  }
  if (allowed.status != 409) {
    responder->send(std::move(allowed));
    return true;
  }
  std::optional<http::Call> call = shop_.begin_disconnect(now);
  if (!call) {
    responder->send(json_answer(shop_.end_disconnect(nullptr, now)));
    return true;
  }
  send(std::move(*call), [this, responder](const http::Outcome& outcome, Millis then) {
    responder->send(json_answer(shop_.end_disconnect(&outcome, then)));
  });
  return true;
}

void RunningHost::send(http::Call call, std::function<void(const http::Outcome&, Millis)> then) {
  client_->send(
      next_call_++, std::move(call), [this, then = std::move(then)](http::Outcome outcome) {
        server_->after(0,
                       [then, outcome = std::move(outcome)] { then(outcome, read_clocks().wall); });
      });
}

void RunningHost::pump() {
  const Millis now = read_clocks().wall;
  for (Delivery& delivery : shop_.due(now)) {
    const std::int64_t row = delivery.row_id;
    send(std::move(delivery.call), [this, row](const http::Outcome& outcome, Millis then) {
      const int status = outcome.answered() ? outcome.response.status : 0;
      log::debug("shop.delivered",
                 {{"row", std::to_string(row)}, {"status", std::to_string(status)}});
      shop_.delivered(row, outcome, then);
      pump();
    });
  }
  if (!shop_.draining()) {
    for (const Responder& responder : std::exchange(waiting_for_drain_, {})) {
      responder->send(json_answer(json::object(
          {{"pending", static_cast<std::uint64_t>(shop_.outbox().pending())},
           {"dead_lettered", static_cast<std::uint64_t>(shop_.outbox().dead_lettered())}})));
    }
  }
  schedule_pump();
}

void RunningHost::schedule_pump() {
  const Millis now = read_clocks().wall;
  const Millis delay = std::clamp<Millis>(shop_.next_due(now) - now, 1, pump_pause);
  server_->after(delay, [this, round = ++pump_round_] {
    if (round == pump_round_) pump();
  });
}

}  // namespace

Result<std::unique_ptr<Host>> Host::start(HostOptions options) {
  auto host = std::make_unique<RunningHost>(std::move(options.shop));
  if (Status begun = host->begin(options.address, options.port); !begun) return begun.error();
  return std::unique_ptr<Host>(std::move(host));
}

}  // namespace byte8::sandbox::shop
