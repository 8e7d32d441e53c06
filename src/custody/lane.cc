#include "custody/lane.h"

#include "store/history.h"

namespace byte8::custody {
Task<void> requeue_waiting(engine::Ctx ctx, std::int64_t binding_id, std::string reason) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || !binding->live()) co_return;
  const std::int64_t account = binding->account_id;
  const std::int64_t policy = binding->policy_version;
  const port::Rows rows = co_await ctx.ask(store::history::waiting(account, binding_id, reason));
  for (const port::Row& row : rows.rows) {
    const store::OpenRun run = store::runs::open_row(row);
    ctx.write(store::history::requeue(account, run.id, policy));
    ctx.core().enqueue(engine::queued_run(run));
  }
}

port::Query lane_rows(const store::BindingRow& binding) {
  return store::history::open_of_binding(binding.account_id, binding.id);
}

void load_lane(engine::Ctx ctx, const store::BindingRow& binding, const port::Rows& rows) {
  for (const port::Row& row : rows.rows) {
    const store::OpenRun run = store::runs::open_row(row);
    // What is queued is in the lane, and what waits for a time has its timer. A run that is in the
    // lane already is not begun twice.
    if (run.status != "waiting" || run.next_attempt_at) continue;
    ctx.write(store::history::requeue(run.account_id, run.id, binding.policy_version));
    ctx.core().enqueue(engine::queued_run(run));
  }
}

void change_binding(engine::Ctx ctx, const store::BindingRow& binding) {
  ctx.write(store::directory::put(binding));
  ctx.core().binding_changed(binding);
  ctx.notify("binding");
}

}  // namespace byte8::custody
