#include "engine/context.h"

#include <algorithm>

#include "engine/core.h"

namespace byte8::engine {
namespace {

// Sage pauses when nothing is said about how long.
constexpr Millis rest_after_limit = 5'000;

}  // namespace

Now Ctx::now() const {
  return core_->now_;
}
Rng& Ctx::rng() const {
  return core_->rng_;
}
std::int64_t Ctx::new_id() const {
  return core_->ids_.next(core_->now_.wall);
}
StrandId Ctx::id() const {
  return strand_->id;
}

void Ctx::write(const port::Query& query) const {
  core_->db_.write(strand_->id, query);
}

Pause Ctx::sleep_until(Millis boot) const {
  core_->sleep(*strand_, boot);
  return Pause(strand_);
}

Pause Ctx::signal(std::string key) const {
  core_->signals_[std::move(key)].push_back({strand_->id, strand_->await_no});
  return Pause(strand_);
}

void Ctx::raise(std::string_view key) const {
  core_->raise(key);
}

Task<Lock> Ctx::lock(std::string key, std::size_t capacity) const {
  Core* core = core_;
  Strand* strand = strand_;
  while (!core->try_lock(key, capacity)) {
    core->wait_for_lock(key, *strand);
    co_await Pause(strand);
  }
  strand->waits_for.clear();
  co_return Lock(core, std::move(key));
}

Task<Lock> Ctx::slot(Target target) const {
  switch (target.peer) {
    case Target::Peer::store:
      return lock("store:" + std::to_string(target.id), limits::store_calls);
    case Target::Peer::ledger:
      return lock("ledger", static_cast<std::size_t>(core_->settings_.application_concurrency));
    case Target::Peer::oauth:
      break;
  }
  return lock("oauth", limits::outside_calls);
}

void Ctx::notify(std::string topic, std::shared_ptr<const Payload> payload) const {
  core_->effects_.emplace_back(Notice{.topic = std::move(topic), .payload = std::move(payload)});
}

void Ctx::spawn(std::string name, std::function<Task<void>(Ctx)> body) const {
  core_->make(std::move(name), std::move(body));
}

void Ctx::post(Act act, http::Call call) const {
  // The grace counts from here, not from when a slow commit lets the call leave.
  call.deadline_boot = now().boot + core_->settings_.request_timeout;
  core_->register_act(std::move(act), std::move(call));
}

Task<Status> Ctx::admit(Target target) const {
  const Ctx self = *this;
  Core& core = *core_;
  if (target.peer == Target::Peer::store) {
    Breaker& breaker = core.breaker(target.id);
    if (!breaker.allows(self.now().boot)) {
      Error resting = Error::coded(Fault::http, "store_unavailable",
                                   "the store did not answer lately; it is left alone for a while");
      resting.retry_after_ms = std::max<Millis>(breaker.retry_at() - self.now().boot, 1);
      co_return resting;
    }
    co_return Status();
  }
  if (target.peer == Target::Peer::ledger) {
    const Millis turn = std::max(core.budget(target.id).reserve(self.now().boot),
                                 core.application().reserve(self.now().boot));
    if (turn > self.now().boot) co_await self.sleep_until(turn);
    // A pause that came while we slept holds for us as well.
    for (;;) {
      const Millis until =
          std::max(core.budget(target.id).paused_until(), core.application().paused_until());
      if (until <= self.now().boot) break;
      co_await self.sleep_until(until);
    }
  }
  co_return Status();
}

Act Ctx::describe(const Target& target, std::string step, const http::Call& call) const {
  Act act;
  act.strand = strand_->id;
  act.target = target;
  act.step = std::move(step);
  act.method = call.method;
  act.url = call.url;
  act.started_wall = core_->now_.wall;
  act.started_boot = core_->now_.boot;
  if (strand_->run) {
    act.account_id = strand_->run->account;
    act.run_id = strand_->run->id;
    if (act.target.binding == 0) act.target.binding = strand_->run->binding;
  }
  return act;
}

void Ctx::judged(const Target& target, const Error* error) const {
  const Millis now = core_->now_.boot;
  if (target.peer == Target::Peer::store) {
    Breaker& breaker = core_->breaker(target.id);
    if (error != nullptr && error->fault == Fault::http) {
      breaker.failed(now);
    } else {
      breaker.succeeded();
    }
    return;
  }
  if (target.peer == Target::Peer::ledger && error != nullptr &&
      error->fault == Fault::rate_limited) {
    core_->limited(target.id, now + error->retry_after_ms.value_or(rest_after_limit));
  }
}

}  // namespace byte8::engine
