#include "sandbox/sage/host.h"

#include <future>

#include "base/clock.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t body_limit = std::size_t{8} << 20;
constexpr Millis stop_wait = 200;

}  // namespace

Host::Host(Options options) : simulator_(std::move(options)) {}

Result<std::unique_ptr<Host>> Host::start(Options options, const std::string& address,
                                          std::uint16_t port) {
  std::unique_ptr<Host> host(new Host(std::move(options)));
  net::ServerOptions server;
  server.address = address;
  server.port = port;
  server.body_limit = body_limit;
  Host* self = host.get();
  auto started = net::Server::start(
      server, [self](http::Request request, std::shared_ptr<http::Responder> responder) {
        self->take(std::move(request), std::move(responder));
      });
  if (!started) return started.error();
  host->server_ = *std::move(started);
  host->ready_ = host->server_.get();
  host->ready_.notify_all();
  return host;
}

Host::~Host() {
  stop();
}

std::uint16_t Host::port() const {
  return server_->port();
}

void Host::stop() {
  if (server_) server_->stop(stop_wait);
  silent_.clear();
}

void Host::with(const std::function<void(Simulator&)>& fn) {
  std::promise<void> done;
  server_->after(0, [&] {
    fn(simulator_);
    done.set_value();
  });
  done.get_future().wait();
}

void Host::later(Millis delay, std::function<void()> fn) {
  if (delay <= 0) return fn();
  ready_.load()->after(delay, std::move(fn));
}

void Host::take(http::Request request, std::shared_ptr<http::Responder> responder) {
  ready_.wait(nullptr);
  const Arrival arrival = simulator_.begin(std::move(request), read_clocks().wall);
  later(arrival.delay_before_ms, [this, ticket = arrival.ticket, responder = std::move(responder)] {
    carry_out(ticket, responder);
  });
}

// The caller may have gone by now; what he asked for happens all the same.
void Host::carry_out(std::uint64_t ticket, std::shared_ptr<http::Responder> responder) {
  Decision decision = simulator_.process(ticket, read_clocks().wall);
  const Millis delay = decision.delay_after_ms;
  later(delay,
        [this, ticket, decision = std::move(decision), responder = std::move(responder)]() mutable {
          deliver(ticket, std::move(decision), responder);
        });
}

void Host::deliver(std::uint64_t ticket, Decision decision,
                   const std::shared_ptr<http::Responder>& responder) {
  switch (decision.delivery) {
    case Delivery::answer:
      responder->send(std::move(decision.response));
      break;
    case Delivery::drop:
      responder->drop();
      break;
    case Delivery::part:
      responder->send_part(std::move(decision.response), decision.part_bytes);
      break;
    case Delivery::slow:
      responder->send_slowly(std::move(decision.response), decision.per_byte_ms);
      break;
    case Delivery::never:
      silent_.push_back(responder);
      break;
  }
  simulator_.end(ticket);
}

}  // namespace byte8::sandbox::sage
