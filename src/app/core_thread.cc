#include "app/core_thread.h"

#include <algorithm>

#include "base/limits.h"
#include "base/log.h"
#include "net/io_thread.h"

namespace byte8::app {
namespace {

constexpr Millis first_rest = 20;
constexpr Millis longest_rest = 1'000;
constexpr Millis drain_step = 20;

}  // namespace

CoreThread::~CoreThread() {
  if (!thread_.joinable()) return;
  drain(0);
  const Status ended = join();
  if (!ended) log::error("unclean_end", {{"reason", ended.error().message}});
}

void CoreThread::start() {
  thread_ = net::io_thread("core", [this] { run(); });
}

void CoreThread::drain(Millis longest) {
  drain_until_.store(read_clocks().boot + longest, std::memory_order_relaxed);
  draining_.store(true, std::memory_order_release);
  around_.inbox->nudge();
}

Status CoreThread::join() {
  if (thread_.joinable()) thread_.join();
  return ended_;
}

void CoreThread::run() {
  bool more = true;  // the first turn begins what the rows say is owed
  Millis due = 0;
  for (;;) {
    const Millis now_boot = around_.clock->now().boot;
    Millis wait = around_.clock->longest_sleep();
    if (due != 0) wait = std::clamp<Millis>(due - now_boot, 0, wait);
    const bool draining = draining_.load(std::memory_order_acquire);
    if (draining) wait = std::min(wait, drain_step);
    std::vector<engine::Input> inputs = around_.inbox->take(limits::turn_inputs, more ? 0 : wait);
    const Now now = around_.clock->now();
    if (draining) {
      if (inputs.empty() && drained(more)) break;
      stop_dispatching();
    }
    if (inputs.empty() && !more && (due == 0 || now.boot < due)) continue;
    const std::size_t taken = inputs.size();
    engine::Turn turn = around_.engine->turn(now, std::move(inputs));
    more = turn.more;
    due = turn.next_due_boot;
    release(std::move(turn.effects));
    around_.db->tend();
    judge(turn.committed);
    measure(turn.committed, taken);
  }
  ended_ = around_.engine->core().end_clean();
}

bool CoreThread::drained(bool more) const {
  if (read_clocks().boot >= drain_until_.load(std::memory_order_relaxed)) return true;
  return !more && around_.engine->acts().size() == 0 && around_.replies->empty() &&
         around_.inbox->empty();
}

// Again each time: a core that was rebuilt meanwhile has read its lanes anew.
void CoreThread::stop_dispatching() {
  engine::Core& core = around_.engine->core();
  for (const auto& [id, binding] : core.directory().bindings()) {
    core.scheduler().set_dispatches(id, false);
  }
}

void CoreThread::release(std::vector<engine::Effect> effects) {
  for (engine::Effect& effect : effects) {
    if (auto* reply = std::get_if<engine::Reply>(&effect)) {
      around_.replies->answer(reply->request, std::move(reply->response));
    } else if (auto* out = std::get_if<engine::Send>(&effect)) {
      send(std::move(*out));
    } else if (auto* cancel = std::get_if<engine::Cancel>(&effect)) {
      around_.client->cancel(cancel->act);
    } else if (auto* notice = std::get_if<engine::Notice>(&effect)) {
      around_.on_notice(*notice);
    }
  }
}

void CoreThread::send(engine::Send send) {
  http::Call& call = send.call;
  const bool usual = call.timeout >= limits::request_timeout;
  call.timeout = usual ? around_.request_timeout : std::min(call.timeout, around_.request_timeout);
  // The client compares with the real clock.
  if (call.deadline_boot != 0) {
    call.deadline_boot -= around_.clock->offset();
    // Past it nothing is sent; before it the answer has no longer than what is left.
    const Millis left = call.deadline_boot - read_clocks().boot;
    if (left > 0) call.timeout = std::min(call.timeout, left);
  }
  around_.metrics->outside_calls.fetch_add(1, std::memory_order_relaxed);
  Inbox* inbox = around_.inbox;
  const engine::ActId act = send.act;
  around_.client->send(act, std::move(call), [inbox, act](http::Outcome outcome) {
    inbox->post(engine::Answer{
        .act = act, .outcome = std::make_shared<const http::Outcome>(std::move(outcome))});
  });
}

void CoreThread::measure(bool committed, std::size_t inputs) {
  Metrics& metrics = *around_.metrics;
  constexpr auto relaxed = std::memory_order_relaxed;
  metrics.turns.fetch_add(1, relaxed);
  if (!committed) metrics.turns_failed.fetch_add(1, relaxed);
  metrics.inputs.fetch_add(inputs, relaxed);
  const engine::Scheduler& scheduler = around_.engine->core().scheduler();
  metrics.runs_queued.store(scheduler.queued(), relaxed);
  metrics.runs_active.store(scheduler.active(), relaxed);
  metrics.calls_in_flight.store(around_.engine->acts().size(), relaxed);
  metrics.replies_open.store(around_.replies->size(), relaxed);
  metrics.rebuilt.store(around_.engine->rebuilt(), relaxed);
  metrics.wal_bytes.store(static_cast<std::uint64_t>(around_.db->wal_bytes()), relaxed);
}

void CoreThread::judge(bool committed) {
  Edge& edge = *around_.edge;
  if (committed) {
    failed_rest_ = 0;
    edge.change(Readiness::database, Readiness::ready);
    return;
  }
  failed_rest_ = std::clamp(failed_rest_ * 2, first_rest, longest_rest);
  edge.change(Readiness::ready, Readiness::database);
  around_.inbox->rest(failed_rest_);
}

}  // namespace byte8::app
