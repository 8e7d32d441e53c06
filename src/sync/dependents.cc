#include "sync/dependents.h"

#include <algorithm>

#include "base/log.h"
#include "store/dependents.h"

namespace byte8::sync {
namespace {

// More than any shop has open at a time; beyond it the time of each wait has to do.
constexpr std::size_t waiting_max = 100'000;

Task<void> wake(engine::Ctx ctx, std::vector<engine::QueuedRun> runs) {
  for (const engine::QueuedRun& run : runs) {
    const port::Rows woken = co_await ctx.ask(store::dependents::wake(run.account, run.id));
    if (woken.changed == 1) ctx.core().enqueue(run);
  }
}

}  // namespace

void Dependents::add(std::int64_t binding, std::int64_t invoice, const engine::QueuedRun& run) {
  if (waiting_.size() >= waiting_max) return;
  auto& runs = waiting_[{binding, invoice}];
  if (std::ranges::find(runs, run.id, &engine::QueuedRun::id) == runs.end()) runs.push_back(run);
}

std::vector<engine::QueuedRun> Dependents::take(std::int64_t binding, std::int64_t invoice) {
  auto found = waiting_.find({binding, invoice});
  if (found == waiting_.end()) return {};
  std::vector<engine::QueuedRun> runs = std::move(found->second);
  waiting_.erase(found);
  return runs;
}

bool Dependents::made(std::int64_t binding, std::int64_t invoice, std::string_view event) {
  return !made_.emplace(binding, invoice, std::string(event)).second;
}

void Dependents::ended(std::int64_t binding, std::int64_t invoice, std::string_view event) {
  if (!made_.empty()) made_.erase({binding, invoice, std::string(event)});
}

engine::RunOutcome wait_for_invoice(const WorldPtr& world, const store::RunRow& row,
                                    std::int64_t invoice, std::string_view reason, Millis due_in) {
  world->dependents().add(row.binding_id, invoice, engine::queued_run(row));
  return engine::RunOutcome::waiting(std::string(reason), due_in);
}

void wake_dependents(engine::Ctx ctx, const WorldPtr& world, const store::RunRow& row) {
  world->dependents().ended(row.binding_id, row.magento_id, row.event);
  std::vector<engine::QueuedRun> runs = world->dependents().take(row.binding_id, row.magento_id);
  std::erase_if(runs, [&row](const engine::QueuedRun& run) { return run.id == row.id; });
  if (runs.empty()) return;
  ctx.spawn("wake_dependents",
            [runs = std::move(runs)](engine::Ctx own) { return wake(own, runs); });
}

void make_invoice_run(engine::Ctx ctx, const store::RunRow& asking, std::string_view event,
                      std::int64_t invoice) {
  const store::BindingRow* binding = ctx.core().directory().binding(asking.binding_id);
  if (binding == nullptr || !binding->live()) return;
  store::RunRow run;
  run.account_id = asking.account_id;
  run.id = ctx.new_id();
  run.binding_id = asking.binding_id;
  run.store_id = asking.store_id;
  run.event = event;
  run.entity_kind = "invoice";
  run.magento_id = invoice;
  run.payload = "{}";
  run.policy_version = asking.policy_version;
  run.created_at = ctx.now().wall;
  ctx.write(store::runs::insert(run));
  ctx.core().enqueue(engine::queued_run(run));
  log::info("invoice_run_made",
            {{"event", std::string(event)}, {"for", store::id_text("run", asking.id)}});
}

}  // namespace byte8::sync
