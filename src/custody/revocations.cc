#include "custody/revocations.h"

#include "base/crypto.h"
#include "base/log.h"
#include "custody/tokens.h"
#include "engine/retry.h"
#include "store/grants.h"
#include "store/ids.h"

namespace byte8::custody {
namespace {

using store::RevocationRow;

Task<std::optional<RevocationRow>> pending(engine::Ctx ctx, std::int64_t account_id,
                                           std::int64_t binding_id) {
  const port::Rows rows = co_await ctx.ask(store::grants::find_revocation(account_id, binding_id));
  if (rows.empty()) co_return std::nullopt;
  RevocationRow row = store::grants::revocation_row(rows.only());
  if (row.state != "pending") co_return std::nullopt;
  co_return row;
}

void close(engine::Ctx ctx, RevocationRow row, std::string state) {
  row.state = std::move(state);
  row.sealed_refresh.clear();
  ctx.write(store::grants::put(row));
}

// Dead already is as good as revoked.
bool revoked(const Result<port::Nothing>& answer) {
  return answer.ok() || answer.error().code == "invalid_grant";
}

Task<void> revoke(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  const std::string key = grant_key(binding_id);
  for (;;) {
    // A renewal under way makes the token we have worthless; its answer brings the right one.
    while (ctx.core().acts().acting(account_id, key)) co_await ctx.signal(key);
    std::optional<RevocationRow> row = co_await pending(ctx, account_id, binding_id);
    if (!row) co_return;
    auto token = ctx.core().sealer().open(row->sealed_refresh,
                                          store::grants::revocation_identity(binding_id));
    BYTE8_CHECK(token.ok());
    // No binding in the target: the disconnect that asks for this takes back the binding's calls.
    const auto answer =
        co_await ctx.call(ctx.core().provider().revoke(*token), engine::Target{}, "revoke_grant");
    row = co_await pending(ctx, account_id, binding_id);
    if (!row) co_return;
    row->tries += 1;
    if (revoked(answer)) {
      close(ctx, *row, "done");
      co_return;
    }
    const std::optional<Millis> delay =
        engine::retry_delay(ctx.core().settings().retry, answer.error(), row->tries - 1,
                            ctx.now().wall - row->created_at, ctx.rng());
    log::warn("revoke_failed",
              {{"binding", store::id_text("bind", binding_id)}, {"code", answer.error().code}});
    if (!delay) {
      close(ctx, *row, "given_up");
      co_return;
    }
    ctx.write(store::grants::put(*row));
    co_await ctx.sleep_until(ctx.now().boot + *delay);
  }
}

}  // namespace

void revoke_at_provider(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  ctx.spawn("revoke_grant", [account_id, binding_id](engine::Ctx own) {
    return revoke(own, account_id, binding_id);
  });
}

Task<void> finish_revocations(engine::Ctx ctx) {
  const port::Rows rows = co_await ctx.ask(store::grants::pending_revocations());
  for (const port::Row& row : rows.rows) {
    const RevocationRow open = store::grants::revocation_row(row);
    revoke_at_provider(ctx, open.account_id, open.binding_id);
  }
}

}  // namespace byte8::custody
