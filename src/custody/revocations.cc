#include "custody/revocations.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"
#include "custody/tokens.h"
#include "engine/retry.h"
#include "store/grants.h"
#include "store/ids.h"
#include "store/kept.h"

namespace byte8::custody {
namespace {

using store::RevocationRow;

// Sage is asked for so long; then the token's copy here goes, and the page says so.
constexpr Millis tried_for = Millis{24} * 3'600'000;

Task<std::optional<RevocationRow>> pending(engine::Ctx ctx, std::int64_t account_id,
                                           std::int64_t id) {
  const port::Rows rows = co_await ctx.ask(store::grants::find_revocation(account_id, id));
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

// How long to wait before the next try; nothing when there is none.
std::optional<Millis> next_try(engine::Ctx ctx, const RevocationRow& row, const Error& error) {
  const Millis open_for = ctx.now().wall - row.created_at;
  if (open_for >= tried_for) return std::nullopt;
  const std::optional<Millis> delay =
      engine::retry_delay(ctx.core().settings().retry, error, row.tries - 1, open_for, ctx.rng());
  if (!delay) return std::nullopt;
  return std::min(*delay, tried_for - open_for);
}

Task<void> revoke(engine::Ctx ctx, std::int64_t account_id, std::int64_t id,
                  std::int64_t binding_id) {
  const std::string key = grant_key(binding_id);
  for (;;) {
    // A renewal under way makes the token we have worthless; its answer brings the right one.
    while (ctx.core().acts().acting(account_id, key)) co_await ctx.signal(key);
    std::optional<RevocationRow> row = co_await pending(ctx, account_id, id);
    if (!row) co_return;
    auto token =
        ctx.core().sealer().open(row->sealed_refresh, store::grants::revocation_identity(id));
    BYTE8_CHECK(token.ok());
    // No binding in the target: the disconnect that asks for this takes back the binding's calls.
    const auto answer =
        co_await ctx.call(ctx.core().provider().revoke(*token), engine::Target{}, "revoke_grant");
    row = co_await pending(ctx, account_id, id);
    if (!row) co_return;
    row->tries += 1;
    if (revoked(answer)) {
      close(ctx, *row, "done");
      co_return;
    }
    const std::optional<Millis> delay = next_try(ctx, *row, answer.error());
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

void revoke_at_provider(engine::Ctx ctx, const RevocationRow& row) {
  ctx.spawn("revoke_grant",
            [account_id = row.account_id, id = row.id, binding_id = row.binding_id](
                engine::Ctx own) { return revoke(own, account_id, id, binding_id); });
}

}  // namespace

Task<bool> serves_another(engine::Ctx ctx, std::string requested_by, std::int64_t binding_id) {
  if (requested_by.empty()) co_return false;
  const port::Rows live = co_await ctx.ask(store::grants::of_user(requested_by));
  for (const port::Row& row : live.rows) {
    if (store::grants::row(row).binding_id != binding_id) co_return true;
  }
  const port::Rows kept = co_await ctx.ask(store::kept::of_user(requested_by));
  for (const port::Row& row : kept.rows) {
    if (store::kept::row(row).binding_id != binding_id) co_return true;
  }
  co_return false;
}

std::string give_back(engine::Ctx ctx, const GivenUp& grant, bool shared) {
  RevocationRow row;
  row.account_id = grant.account_id;
  row.id = ctx.new_id();
  row.binding_id = grant.binding_id;
  row.generation = grant.generation;
  row.created_at = ctx.now().wall;
  row.state = shared ? "kept_for_other_binding" : "pending";
  if (!shared) {
    row.sealed_refresh = ctx.core().sealer().seal(grant.refresh_token.reveal(),
                                                  store::grants::revocation_identity(row.id));
  }
  ctx.write(store::grants::put(row));
  if (!shared) revoke_at_provider(ctx, row);
  return row.state;
}

Task<void> give_back_unused(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id,
                            port::Grant grant) {
  // The binding's own grant counts as well: the same person may have consented twice.
  if (co_await serves_another(ctx, grant.requested_by, 0)) co_return;
  static_cast<void>(give_back(ctx,
                              {.account_id = account_id,
                               .binding_id = binding_id,
                               .refresh_token = grant.refresh_token,
                               .generation = ctx.now().wall},
                              false));
}

Task<void> finish_revocations(engine::Ctx ctx) {
  const port::Rows rows = co_await ctx.ask(store::grants::pending_revocations());
  for (const port::Row& row : rows.rows) {
    revoke_at_provider(ctx, store::grants::revocation_row(row));
  }
}

}  // namespace byte8::custody
