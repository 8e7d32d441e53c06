// Settling a renewal: applied when its answer comes, whoever waits for it and whatever became of
// the binding.

#include "custody/settle_refresh.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"
#include "custody/custody.h"
#include "custody/kept.h"
#include "custody/tokens.h"
#include "engine/once.h"
#include "store/ids.h"

namespace byte8::custody {
namespace {

// The binding was revoked while the renewal was under way: the old token is dead now, so it is the
// new one that must be kept, or revoked at the provider.
Task<void> hand_on(engine::Ctx ctx, engine::Act act, Result<port::Grant> grant) {
  const std::int64_t binding_id = act.target.binding;
  const std::int64_t generation = act.posting.generation;
  const auto kept = co_await find_kept(ctx, act.account_id, binding_id);
  if (kept && settle_kept(ctx, *kept, generation, grant)) co_return;
  if (!grant) co_return;
  const port::Rows rows =
      co_await ctx.ask(store::grants::revocations_of_binding(act.account_id, binding_id));
  for (const port::Row& row : rows.rows) {
    store::RevocationRow revocation = store::grants::revocation_row(row);
    const bool of_it = revocation.generation == generation || revocation.generation == 0;
    if (revocation.state != "pending" || !of_it) continue;
    revocation.sealed_refresh = ctx.core().sealer().seal(
        grant->refresh_token.reveal(), store::grants::revocation_identity(revocation.id));
    ctx.write(store::grants::put(revocation));
    co_return;
  }
}

void renewed(engine::Ctx ctx, const store::GrantRow& old, const port::Grant& grant) {
  store::GrantRow row = sealed_grant(ctx.core(), old.account_id, old.binding_id, grant);
  // It names the renewal, so it never repeats, however coarse the clock is.
  row.renewed_at = std::max(row.renewed_at, old.renewed_at + 1);
  if (row.requested_by.empty()) row.requested_by = old.requested_by;
  ctx.write(store::grants::put(row));
}

void refused(engine::Ctx ctx, const store::GrantRow& old, const Error& error) {
  const std::string binding = store::id_text("bind", old.binding_id);
  log::warn(
      "refresh_failed",
      {{"binding", binding}, {"code", error.code}, {"effect", std::string(word(error.effect))}});
  if (error.code == "invalid_client") {
    // One set-up serves every merchant: no grant is to blame for it.
    log::error("sage_client_refused", {{"reason", error.message}});
  }
  const bool in_doubt = error.effect == byte8::Effect::maybe;
  ctx.write(store::grants::refresh_failed(old.account_id, old.binding_id, old.renewed_at,
                                          engine::error_text(error), in_doubt));
  if (error.code != "invalid_grant") return;
  const store::BindingRow* row = ctx.core().directory().binding(old.binding_id);
  if (row != nullptr && row->status == "pending") {
    // Nothing hangs on it yet: the wizard asks for consent again.
    ctx.write(store::grants::remove(old.account_id, old.binding_id));
  } else {
    access_lost(ctx, old.binding_id, error.code);
  }
}

}  // namespace

Task<void> settle_refresh(engine::Ctx ctx, engine::Act act, engine::OutcomePtr outcome) {
  const std::int64_t binding_id = act.target.binding;
  // Reading an answer needs no token: the verb is asked for its reading half.
  Result<port::Grant> grant = ctx.core().provider().refresh(SecretText()).read(*outcome);
  const std::optional<store::GrantRow> old = co_await find_grant(ctx, act.account_id, binding_id);
  const bool current = old && old->renewed_at == act.posting.generation;
  if (grant && current) {
    renewed(ctx, *old, *grant);
  } else if (!old) {
    co_await hand_on(ctx, act, grant);
  } else if (!grant && current) {
    refused(ctx, *old, grant.error());
  }
  // Last, so that whoever wakes finds the act gone.
  ctx.raise(grant_key(binding_id));
}

}  // namespace byte8::custody
