#include "custody/hold.h"

#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "store/ids.h"
#include "store/runs.h"

namespace byte8::custody {
namespace {

constexpr const char* access_removed = "sage_access_removed";

}  // namespace

Task<void> hold_for_lost_access(engine::Ctx ctx, std::int64_t binding_id, std::string why) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  if (known == nullptr) co_return;
  AuditChain chain = co_await audit_chain(ctx, known->account_id);
  const store::BindingRow* found = ctx.core().directory().binding(binding_id);
  // A pending binding has no lane to stop; its tokens are simply of no use.
  if (found == nullptr || found->status != "active" || found->hold == access_removed) co_return;
  store::BindingRow binding = *found;
  const std::string before = binding.hold.value_or("");
  binding.hold = access_removed;
  binding.epoch += 1;
  const std::string id = store::id_text("bind", binding_id);
  log::warn("sage_access_removed", {{"binding", id}, {"why", why}});
  ctx.write(store::runs::requeue_running(binding.account_id, binding.id));
  chain.append(ctx, "system", "binding.access_lost", id, before, why);
  change_binding(ctx, binding);
}

Task<void> clear_lost_access(engine::Ctx ctx, std::int64_t binding_id, std::string actor) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  if (known == nullptr) co_return;
  const store::BindingRow asked = *known;
  AuditChain chain = co_await audit_chain(ctx, asked.account_id);
  const port::Rows open = co_await ctx.ask(lane_rows(asked));
  const store::BindingRow* found = ctx.core().directory().binding(binding_id);
  if (found == nullptr || found->hold != access_removed) co_return;
  store::BindingRow binding = *found;
  binding.hold.reset();
  if (binding.paused_at) binding.hold = "paused";
  binding.epoch += 1;
  load_lane(ctx, binding, open);
  chain.append(ctx, actor, "binding.access_restored", store::id_text("bind", binding_id),
               access_removed, binding.hold.value_or(""));
  change_binding(ctx, binding);
}

}  // namespace byte8::custody
