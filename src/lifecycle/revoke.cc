#include "lifecycle/revoke.h"

#include "base/crypto.h"
#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/kept.h"
#include "custody/lane.h"
#include "custody/revocations.h"
#include "custody/tokens.h"
#include "store/ids.h"
#include "store/runs.h"

namespace byte8::lifecycle {
namespace {

// How long the grant outlives a binding that may come back by itself; 0: not at all.
Millis kept_for(const std::string& reason) {
  if (reason == "store_rejected_key") return kept_after_rejection;
  return reason == "subscription_ended" ? kept_after_subscription : 0;
}

// What a second disconnect is told.
Task<std::string> what_became(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  if (co_await custody::find_kept(ctx, account_id, binding_id)) co_return "kept";
  const port::Rows rows =
      co_await ctx.ask(store::grants::revocations_of_binding(account_id, binding_id));
  if (rows.empty()) co_return "nothing_to_revoke";
  co_return store::grants::revocation_row(rows.rows.front()).state;
}

std::string give_up_grant(engine::Ctx ctx, const store::GrantRow& grant, const std::string& reason,
                          bool is_shared) {
  if (const Millis life = kept_for(reason); life > 0) {
    custody::keep_for_return(ctx, grant, reason, ctx.now().wall + life);
    return "kept";
  }
  ctx.write(store::grants::remove(grant.account_id, grant.binding_id));
  return custody::give_back(ctx,
                            {.account_id = grant.account_id,
                             .binding_id = grant.binding_id,
                             .refresh_token = custody::open_refresh(ctx.core(), grant),
                             .generation = grant.renewed_at},
                            is_shared);
}

}  // namespace

Task<std::string> revoke(engine::Ctx ctx, std::int64_t binding_id, std::string reason,
                         std::string actor) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  BYTE8_CHECK(known != nullptr);
  const std::int64_t account_id = known->account_id;
  // All questions first; from the last of them on there is no await, so it is one turn.
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  std::string became = co_await what_became(ctx, account_id, binding_id);
  bool is_shared = false;
  std::optional<store::GrantRow> grant = co_await custody::find_grant(ctx, account_id, binding_id);
  if (grant) {
    is_shared = co_await custody::serves_another(ctx, grant->requested_by, binding_id);
    // A renewal may have been settled while we asked.
    grant = co_await custody::find_grant(ctx, account_id, binding_id);
  }
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!binding.live()) co_return became;
  const std::string before = binding.status;
  binding.status = "revoked";
  binding.reason = reason;
  binding.hold.reset();
  // One that may come back by itself comes back as it was.
  if (kept_for(reason) == 0) {
    binding.paused_by.reset();
    binding.paused_at.reset();
  }
  binding.epoch += 1;
  binding.revoked_at = ctx.now().wall;
  if (grant) became = give_up_grant(ctx, *grant, reason, is_shared);
  ctx.write(store::runs::cancel_open(account_id, binding_id, "binding_revoked", ctx.now().wall));
  const std::string id = store::id_text("bind", binding_id);
  chain.append(ctx, actor, "binding.revoked", id, before, reason);
  custody::change_binding(ctx, binding);
  log::info("binding_revoked", {{"binding", id}, {"reason", reason}, {"grant", became}});
  co_return became;
}

Task<void> revoke_store(engine::Ctx ctx, std::int64_t store_id, std::string reason,
                        std::string actor) {
  std::vector<std::int64_t> live;
  for (const store::BindingRow* row : ctx.core().directory().bindings_of_store(store_id)) {
    if (row->live()) live.push_back(row->id);
  }
  for (const std::int64_t id : live) {
    static_cast<void>(co_await revoke(ctx, id, reason, actor));
  }
}

}  // namespace byte8::lifecycle
