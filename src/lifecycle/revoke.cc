#include "lifecycle/revoke.h"

#include "base/crypto.h"
#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "custody/revocations.h"
#include "custody/tokens.h"
#include "store/ids.h"
#include "store/runs.h"

namespace byte8::lifecycle {
namespace {

constexpr const char* kept = "kept_for_other_binding";
constexpr const char* pending = "pending";

// What a second disconnect is told.
Task<std::string> what_became(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  const port::Rows rows = co_await ctx.ask(store::grants::find_revocation(account_id, binding_id));
  if (rows.empty()) co_return "nothing_to_revoke";
  co_return store::grants::revocation_row(rows.only()).state;
}

// Whether the same person's permission also serves another binding.
Task<bool> shared(engine::Ctx ctx, store::GrantRow grant) {
  if (grant.requested_by.empty()) co_return false;
  const port::Rows rows = co_await ctx.ask(store::grants::of_user(grant.requested_by));
  for (const port::Row& row : rows.rows) {
    if (store::grants::row(row).binding_id != grant.binding_id) co_return true;
  }
  co_return false;
}

std::string give_up_grant(engine::Ctx ctx, const store::GrantRow& grant, bool is_shared) {
  store::RevocationRow revocation;
  revocation.account_id = grant.account_id;
  revocation.binding_id = grant.binding_id;
  revocation.created_at = ctx.now().wall;
  revocation.state = is_shared ? kept : pending;
  if (!is_shared) {
    revocation.sealed_refresh =
        ctx.core().sealer().seal(custody::open_refresh(ctx.core(), grant).reveal(),
                                 store::grants::revocation_identity(grant.binding_id));
  }
  ctx.write(store::grants::remove(grant.account_id, grant.binding_id));
  ctx.write(store::grants::put(revocation));
  if (!is_shared) custody::revoke_at_provider(ctx, grant.account_id, grant.binding_id);
  return revocation.state;
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
    is_shared = co_await shared(ctx, *grant);
    // A renewal may have been settled while we asked.
    grant = co_await custody::find_grant(ctx, account_id, binding_id);
  }
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!binding.live()) co_return became;
  const std::string before = binding.status;
  binding.status = "revoked";
  binding.reason = reason;
  binding.hold.reset();
  binding.paused_by.reset();
  binding.paused_at.reset();
  binding.epoch += 1;
  binding.revoked_at = ctx.now().wall;
  if (grant) became = give_up_grant(ctx, *grant, is_shared);
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
