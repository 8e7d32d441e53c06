#include "lifecycle/activate.h"

#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "lifecycle/store_state.h"
#include "store/facts.h"
#include "store/ids.h"
#include "store/policies.h"
#include "store/references.h"
#include "sync/suggest.h"

namespace byte8::lifecycle {
namespace {

void save_suggestion(engine::Ctx ctx, const store::BindingRow& binding,
                     const model::Reference& reference, const model::BusinessFacts& facts) {
  const model::Policy policy = sync::suggest(reference, facts, ctx.now().wall);
  ctx.write(store::policies::insert({.account_id = binding.account_id,
                                     .binding_id = binding.id,
                                     .version = binding.policy_version,
                                     .document = json::write(model::to_json(policy)),
                                     .saved_by = "suggestion",
                                     .saved_at = ctx.now().wall}));
}

}  // namespace

Task<void> activate(engine::Ctx ctx, std::int64_t binding_id, std::int64_t business_id) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  if (known == nullptr) co_return;
  const store::BindingRow asked = *known;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, asked.account_id);
  const port::Rows lists = co_await ctx.ask(store::references::all(asked.account_id, business_id));
  const port::Rows open = co_await ctx.ask(custody::lane_rows(asked));
  const store::BindingRow* found = ctx.core().directory().binding(binding_id);
  if (found->status != "pending" || found->business_id != business_id) co_return;
  store::BindingRow binding = *found;
  binding.status = "active";
  binding.epoch += 1;
  binding.activated_at = ctx.now().wall;
  binding.lists_fetched_at = ctx.now().wall;
  // One that comes back keeps its policy.
  if (binding.policy_version == 0) {
    binding.policy_version = 1;
    const store::BusinessRow* business = ctx.core().directory().business(business_id);
    save_suggestion(ctx, binding, store::references::read(ctx.core().provider(), lists),
                    store::facts_of(*business));
  }
  store_is_active(ctx, binding.store_id);
  custody::load_lane(ctx, binding, open);
  const std::string id = store::id_text("bind", binding_id);
  chain.append(ctx, "system", "binding.activated", id, "pending",
               store::id_text("biz", business_id));
  custody::change_binding(ctx, binding);
  log::info("binding_active", {{"binding", id}});
}

}  // namespace byte8::lifecycle
