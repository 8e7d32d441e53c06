#include "base/log.h"
#include "custody/custody.h"
#include "custody/tokens.h"
#include "engine/once.h"

namespace byte8::custody {
namespace {

using store::GrantRow;

// A token that has less than this to live is not handed out any more: it would die on its way.
constexpr Millis shortest_use = 2'000;

Error not_connected() {
  return Error::coded(Fault::auth, "sage_not_connected",
                      "nobody has given permission in Sage for this binding yet");
}

// Whether the binding may use its tokens, in the directory of this moment.
Status allowed(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || !binding->live()) {
    return Error::coded(Fault::provider, "binding_stopped", "the binding is revoked");
  }
  if (binding->hold == "sage_access_removed") {
    return Error::coded(Fault::auth, "sage_access_removed",
                        "Sage no longer accepts our access: connect Sage again");
  }
  return {};
}

Result<port::LedgerAccess> access_of(engine::Ctx ctx, const GrantRow& grant) {
  if (Status may = allowed(ctx, grant.binding_id); !may) return may.error();
  const engine::Directory& directory = ctx.core().directory();
  const store::BindingRow* binding = directory.binding(grant.binding_id);
  const store::BusinessRow* business =
      binding->business_id ? directory.business(*binding->business_id) : nullptr;
  return port::LedgerAccess{
      .access_token = open_access(ctx.core(), grant),
      .business_id = business == nullptr ? std::string() : business->provider_business_id};
}

// Leaves after the commit of this turn, which holds refresh_started_at: if we never hear of it, it
// is known that the old token may be dead. Waits until the answer is settled.
Task<void> send_refresh(engine::Ctx ctx, GrantRow grant) {
  const engine::Target target{.peer = engine::Target::Peer::oauth, .binding = grant.binding_id};
  const engine::Lock place = co_await ctx.slot(target);
  const std::string key = grant_key(grant.binding_id);
  http::Call call = ctx.core().provider().refresh(open_refresh(ctx.core(), grant)).call;
  engine::Act act = ctx.describe(target, "refresh_token", call);
  act.account_id = grant.account_id;
  act.settles = std::string(refresh_settler);
  act.posting = {
      .account_id = grant.account_id, .operation_key = key, .generation = grant.renewed_at};
  ctx.write(store::grants::refresh_started(grant.account_id, grant.binding_id, ctx.now().wall));
  ctx.post(std::move(act), std::move(call));
  while (ctx.core().acts().acting(grant.account_id, key)) co_await ctx.signal(key);
}

// What a renewal that gave no tokens means for the caller.
Result<port::LedgerAccess> without_new_tokens(engine::Ctx ctx, const GrantRow& grant, bool forced) {
  if (Status may = allowed(ctx, grant.binding_id); !may) return may.error();
  const Error error = grant.refresh_error ? engine::error_of(*grant.refresh_error)
                                          : Error::make(Fault::http, "the access was not renewed");
  const bool removed = error.code == "invalid_grant";
  if (!forced && !removed && ctx.now().wall + shortest_use < grant.access_expires_at) {
    return access_of(ctx, grant);
  }
  return error;
}

Task<Result<port::LedgerAccess>> obtain(engine::Ctx ctx, std::int64_t binding_id, bool forced) {
  if (Status may = allowed(ctx, binding_id); !may) co_return may.error();
  const std::int64_t account = ctx.core().directory().binding(binding_id)->account_id;
  std::optional<GrantRow> grant = co_await find_grant(ctx, account, binding_id);
  if (!grant) co_return not_connected();
  if (!forced && ctx.now().wall < grant->access_renew_at) co_return access_of(ctx, *grant);
  const Millis seen = grant->renewed_at;
  const std::string key = grant_key(binding_id);
  const engine::Lock alone = co_await ctx.lock(key);
  // A renewal that outlived the coroutine which made it is joined, not repeated.
  while (ctx.core().acts().acting(account, key)) co_await ctx.signal(key);
  constexpr int tries = 2;  // the second one is for an outcome that is not known
  for (int attempt = 0;; ++attempt) {
    grant = co_await find_grant(ctx, account, binding_id);
    if (!grant) co_return not_connected();
    if (grant->renewed_at != seen) co_return access_of(ctx, *grant);
    if (attempt > 0) {
      const bool open = grant->refresh_started_at.has_value();
      if (!open || attempt == tries) co_return without_new_tokens(ctx, *grant, forced);
    }
    if (Status may = allowed(ctx, binding_id); !may) co_return may.error();
    co_await send_refresh(ctx, *grant);
  }
}

}  // namespace

Task<Result<port::LedgerAccess>> access(engine::Ctx ctx, std::int64_t binding_id) {
  return obtain(ctx, binding_id, false);
}

Task<Result<port::LedgerAccess>> force_refresh(engine::Ctx ctx, std::int64_t binding_id) {
  return obtain(ctx, binding_id, true);
}

}  // namespace byte8::custody
