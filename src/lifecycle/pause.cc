#include "lifecycle/pause.h"

#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "store/ids.h"
#include "store/runs.h"

namespace byte8::lifecycle {
namespace {

constexpr const char* paused = "paused";

Error revoked() {
  return Error::coded(Fault::validation, "conflict", "the binding is revoked: connect it anew");
}

}  // namespace

Task<Status> pause(engine::Ctx ctx, std::int64_t binding_id, std::string actor) {
  const std::int64_t account_id = ctx.core().directory().binding(binding_id)->account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!binding.live()) co_return revoked();
  if (binding.paused_at) co_return Status();
  const std::string before = binding.hold.value_or("");
  binding.paused_at = ctx.now().wall;
  binding.paused_by = actor;
  // Lost access stays what is shown; the pause comes forward when access is back.
  if (!binding.hold) binding.hold = paused;
  binding.epoch += 1;
  ctx.write(store::runs::requeue_running(account_id, binding_id));
  chain.append(ctx, actor, "binding.paused", store::id_text("bind", binding_id), before,
               *binding.hold);
  custody::change_binding(ctx, binding);
  co_return Status();
}

Task<Status> resume(engine::Ctx ctx, std::int64_t binding_id, std::string actor) {
  const store::BindingRow asked = *ctx.core().directory().binding(binding_id);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, asked.account_id);
  const port::Rows open = co_await ctx.ask(custody::lane_rows(asked));
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!binding.live()) co_return revoked();
  if (!binding.paused_at) co_return Status();
  const std::string before = binding.hold.value_or("");
  binding.paused_at.reset();
  binding.paused_by.reset();
  if (binding.hold == paused) binding.hold.reset();
  binding.epoch += 1;
  if (binding.dispatches()) custody::load_lane(ctx, binding, open);
  chain.append(ctx, actor, "binding.resumed", store::id_text("bind", binding_id), before,
               binding.hold.value_or(""));
  custody::change_binding(ctx, binding);
  co_return Status();
}

}  // namespace byte8::lifecycle
