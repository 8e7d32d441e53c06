// A core is born from rows: who is connected to what, and what is open.

#include <algorithm>

#include "engine/core.h"
#include "store/installation.h"
#include "store/reports.h"

namespace byte8::engine {
namespace {

constexpr std::int64_t page = 20'000;
constexpr std::int64_t crashes_to_hold = 3;

}  // namespace

Status Core::start(Now now, bool new_process) {
  now_ = now;
  unclean_ = new_process;
  // The writer's lock first: no memory is built from what another writer may still change.
  if (Status begun = db_.begin(); !begun) return begun;
  Status loaded = load_directory();
  if (loaded) loaded = load_node_state();
  if (loaded) loaded = load_open_runs();
  if (!loaded) {
    db_.rollback();
    return loaded;
  }
  if (Status committed = db_.commit(); !committed) {
    db_.rollback();
    return committed;
  }
  for (const auto& [name, duty] : handlers_.duties) make(name, duty);
  return {};
}

Result<port::Rows> Core::read_now(const port::Query& query) {
  const port::Ticket ticket = db_.ask(0, query);
  std::optional<port::Rows> rows = db_.take(ticket);
  if (!rows) {
    db_.pass();
    rows = db_.take(ticket);
  }
  if (db_.failure()) return db_.failure()->error;
  BYTE8_CHECK(rows.has_value());
  return *std::move(rows);
}

Status Core::load_directory() {
  auto stores = read_now(store::directory::all_stores());
  if (!stores) return stores.error();
  for (const port::Row& row : stores->rows) directory_.put(store::directory::store_row(row));
  auto businesses = read_now(store::directory::all_businesses());
  if (!businesses) return businesses.error();
  for (const port::Row& row : businesses->rows) {
    directory_.put(store::directory::business_row(row));
  }
  auto bindings = read_now(store::directory::all_bindings());
  if (!bindings) return bindings.error();
  for (const port::Row& row : bindings->rows) {
    const store::BindingRow binding = store::directory::binding_row(row);
    scheduler_.set_dispatches(binding.id, binding.dispatches());
    directory_.put(binding);
  }
  auto highest = read_now(store::runs::highest_id());
  if (!highest) return highest.error();
  ids_.above(highest->only().integer_or(0, 0));
  return {};
}

// Three ends of the process in its own solo turn, and a run is held: it would end the process for
// ever.
Status Core::load_node_state() {
  auto restored = read_now(store::installation::restored_at());
  if (!restored) return restored.error();
  if (!restored->empty()) restored_at_ = restored->only().integer(0);
  auto found = read_now(store::node_state::find(settings_.node));
  if (!found) return found.error();
  starts_ = 1;
  if (!found->empty()) {
    const port::Row& row = found->only();
    starts_ = row.integer(3) + (unclean_ ? 1 : 0);
    const bool died_alone = unclean_ && !row.null(2);
    unclean_ = unclean_ && row.integer(0) == 0;
    if (died_alone) {
      const std::int64_t account = row.integer(1);
      const std::int64_t run = row.integer(2);
      db_.write(0, store::runs::count_crash(account, run));
      auto suspect = read_now(store::runs::find(account, run));
      if (!suspect) return suspect.error();
      if (!suspect->empty() && store::runs::row(suspect->only()).crashes >= crashes_to_hold) {
        store::RunEnd end;
        end.status = "needs_review";
        end.error_code = "needs_review";
        end.detail_code = "internal";
        end.error_message = "resuming this run alone ended the process three times";
        end.finished_at = now_.wall;
        db_.write(0, store::runs::finish(account, run, end));
      }
    }
  }
  db_.write(0, store::node_state::put(settings_.node, false, std::nullopt, std::nullopt, starts_));
  return {};
}

Status Core::load_open_runs() {
  std::int64_t after = 0;
  for (;;) {
    auto rows = read_now(store::runs::open_after(after, page));
    if (!rows) return rows.error();
    for (const port::Row& row : rows->rows) {
      const store::OpenRun run = store::runs::open_row(row);
      after = run.id;
      load(run);
    }
    if (static_cast<std::int64_t>(rows->rows.size()) < page) return {};
  }
}

void Core::load(const store::OpenRun& run) {
  const QueuedRun queued = queued_run(run);
  const store::BindingRow* binding = directory_.binding(run.binding_id);
  if (run.status == "running" && unclean_ && binding != nullptr && binding->dispatches()) {
    suspects_.push_back(queued);
  } else if (run.status == "waiting" && run.next_attempt_at &&
             !waits_for_another(run.reason.value_or(""))) {
    scheduler_.wait(queued, now_.boot + std::max<Millis>(*run.next_attempt_at - now_.wall, 0));
  } else {
    scheduler_.queue(queued);
  }
}

Status Core::end_clean() {
  if (Status begun = db_.begin(); !begun) return begun;
  db_.write(0, store::node_state::put(settings_.node, true, std::nullopt, std::nullopt, starts_));
  // Only the lanes that have begun something: there may be ten thousand others.
  for (const std::int64_t id : scheduler_.active_bindings()) {
    const store::BindingRow* binding = directory_.binding(id);
    if (binding != nullptr) db_.write(0, store::runs::requeue_running(binding->account_id, id));
  }
  return db_.commit();
}

}  // namespace byte8::engine
