#include "custody/kept.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"
#include "custody/custody.h"
#include "custody/revocations.h"
#include "custody/tokens.h"
#include "store/ids.h"

namespace byte8::custody {
namespace {

using store::KeptGrantRow;

constexpr Millis look_every = 30'000;
constexpr Millis idle_for = Millis{7} * 86'400'000;

SecretText open_kept(engine::Ctx ctx, const KeptGrantRow& kept) {
  auto token =
      ctx.core().sealer().open(kept.sealed_refresh, store::kept::identity(kept.binding_id));
  BYTE8_CHECK(token.ok());
  return *std::move(token);
}

// As custody's renewal of a live grant (access.cc): that it was begun is durable before it leaves,
// and the settler applies the answer.
Task<void> renew(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  const std::string key = grant_key(binding_id);
  const engine::Lock alone = co_await ctx.lock(key);
  if (ctx.core().acts().acting(account_id, key)) co_return;
  // No binding in the slot's target: a revoked lane is none.
  const engine::Target target{.peer = engine::Target::Peer::oauth, .binding = binding_id};
  const engine::Lock place = co_await ctx.slot(target);
  std::optional<KeptGrantRow> kept = co_await find_kept(ctx, account_id, binding_id);
  if (!kept || ctx.now().wall - kept->renewed_at < idle_for) co_return;
  http::Call call = ctx.core().provider().refresh(open_kept(ctx, *kept)).call;
  engine::Act act = ctx.describe(target, "refresh_kept_token", call);
  act.account_id = account_id;
  act.settles = std::string(refresh_settler);
  act.posting = {.account_id = account_id, .operation_key = key, .generation = kept->renewed_at};
  kept->refresh_started_at = ctx.now().wall;
  ctx.write(store::kept::put(*kept));
  ctx.post(std::move(act), std::move(call));
  while (ctx.core().acts().acting(account_id, key)) co_await ctx.signal(key);
}

}  // namespace

Task<std::optional<KeptGrantRow>> find_kept(engine::Ctx ctx, std::int64_t account_id,
                                            std::int64_t binding_id) {
  const port::Rows rows = co_await ctx.ask(store::kept::find(account_id, binding_id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::kept::row(rows.only());
}

void keep_for_return(engine::Ctx ctx, const store::GrantRow& grant, std::string reason,
                     Millis until) {
  KeptGrantRow kept;
  kept.account_id = grant.account_id;
  kept.binding_id = grant.binding_id;
  kept.sealed_refresh = ctx.core().sealer().seal(open_refresh(ctx.core(), grant).reveal(),
                                                 store::kept::identity(grant.binding_id));
  kept.requested_by = grant.requested_by;
  kept.refresh_expires_at = grant.refresh_expires_at;
  kept.refresh_started_at = grant.refresh_started_at;
  kept.renewed_at = grant.renewed_at;
  kept.reason = std::move(reason);
  kept.kept_until = until;
  ctx.write(store::grants::remove(grant.account_id, grant.binding_id));
  ctx.write(store::kept::put(kept));
}

void take_back_kept(engine::Ctx ctx, const KeptGrantRow& kept) {
  store::GrantRow grant;
  grant.account_id = kept.account_id;
  grant.binding_id = kept.binding_id;
  // There is no access token: its time is over, so that the first use renews it.
  grant.sealed_access =
      ctx.core().sealer().seal("", store::grants::access_identity(kept.binding_id));
  grant.sealed_refresh = ctx.core().sealer().seal(open_kept(ctx, kept).reveal(),
                                                  store::grants::refresh_identity(kept.binding_id));
  grant.refresh_expires_at = kept.refresh_expires_at;
  grant.refresh_started_at = kept.refresh_started_at;
  grant.requested_by = kept.requested_by;
  grant.renewed_at = kept.renewed_at;
  ctx.write(store::kept::remove(kept.account_id, kept.binding_id));
  ctx.write(store::grants::put(grant));
}

Task<void> end_kept(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  std::optional<KeptGrantRow> kept = co_await find_kept(ctx, account_id, binding_id);
  if (!kept) co_return;
  const bool shared = co_await serves_another(ctx, kept->requested_by, binding_id);
  // It may have been taken back or renewed while we asked.
  kept = co_await find_kept(ctx, account_id, binding_id);
  if (!kept) co_return;
  const std::string became = give_back(ctx,
                                       {.account_id = account_id,
                                        .binding_id = binding_id,
                                        .refresh_token = open_kept(ctx, *kept),
                                        .generation = kept->renewed_at},
                                       shared);
  ctx.write(store::kept::remove(account_id, binding_id));
  log::info("kept_grant_ended",
            {{"binding", store::id_text("bind", binding_id)}, {"grant", became}});
}

bool settle_kept(engine::Ctx ctx, const KeptGrantRow& kept, std::int64_t generation,
                 const Result<port::Grant>& grant) {
  if (kept.renewed_at != generation) return false;
  KeptGrantRow row = kept;
  if (grant) {
    row.sealed_refresh = ctx.core().sealer().seal(grant->refresh_token.reveal(),
                                                  store::kept::identity(row.binding_id));
    row.refresh_expires_at = ctx.now().wall + grant->refresh_life_ms;
    row.renewed_at = std::max(ctx.now().wall, row.renewed_at + 1);
    row.refresh_started_at.reset();
    ctx.write(store::kept::put(row));
  } else if (grant.error().code == "invalid_grant") {
    // Of no use to anybody: the binding will ask for consent when it comes back.
    ctx.write(store::kept::remove(row.account_id, row.binding_id));
  } else if (grant.error().effect == byte8::Effect::none) {
    row.refresh_started_at.reset();
    ctx.write(store::kept::put(row));
  }
  return true;
}

Task<void> look_after_kept(engine::Ctx ctx) {
  for (;;) {
    const port::Rows over = co_await ctx.ask(store::kept::over(ctx.now().wall));
    for (const port::Row& row : over.rows) {
      const KeptGrantRow kept = store::kept::row(row);
      co_await end_kept(ctx, kept.account_id, kept.binding_id);
    }
    const port::Rows idle = co_await ctx.ask(store::kept::idle(ctx.now().wall - idle_for));
    for (const port::Row& row : idle.rows) {
      const KeptGrantRow kept = store::kept::row(row);
      co_await renew(ctx, kept.account_id, kept.binding_id);
    }
    co_await ctx.sleep_until(ctx.now().boot + look_every);
  }
}

}  // namespace byte8::custody
