#include "lifecycle/purge.h"

#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/kept.h"
#include "lifecycle/subscription.h"
#include "store/ids.h"
#include "store/kept.h"

namespace byte8::lifecycle {
namespace {

constexpr std::int64_t piece = 2'000;

Task<bool> still_due(engine::Ctx ctx, std::int64_t account_id) {
  const auto row = co_await subscription(ctx, account_id);
  co_return row && row->status == "ended" && !row->purged_at && *row->purge_at <= ctx.now().wall;
}

Task<void> end_all_kept(engine::Ctx ctx, std::int64_t account_id) {
  const port::Rows rows = co_await ctx.ask(store::kept::of_account(account_id));
  for (const port::Row& row : rows.rows) {
    co_await custody::end_kept(ctx, account_id, store::kept::row(row).binding_id);
  }
}

// Nothing is awaited from the last question on: rows and memory go in one turn.
Task<void> finish(engine::Ctx ctx, std::int64_t account_id) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  auto row = co_await subscription(ctx, account_id);
  if (!row || row->status != "ended" || row->purged_at) co_return;
  row->purged_at = ctx.now().wall;
  ctx.write(store::subscriptions::put(*row));
  for (const port::Query& query : store::purge::rest(account_id)) ctx.write(query);
  ctx.core().directory().forget_account(account_id);
  chain.append(ctx, "system", "account.purged", store::id_text("acct", account_id), "", "");
  log::info("account_purged", {{"account", store::id_text("acct", account_id)}});
}

}  // namespace

Task<void> purge_account(engine::Ctx ctx, std::int64_t account_id) {
  co_await end_all_kept(ctx, account_id);
  for (const port::Query& query : store::purge::batch(account_id, piece)) {
    for (;;) {
      if (!co_await still_due(ctx, account_id)) co_return;
      const port::Rows gone = co_await ctx.ask(query);
      if (gone.changed < piece) break;
      co_await ctx.sleep_until(ctx.now().boot);  // the rest in another turn
    }
  }
  co_await finish(ctx, account_id);
}

Task<std::vector<PurgeDue>> purges_due(engine::Ctx ctx) {
  std::vector<PurgeDue> due;
  const port::Rows rows = co_await ctx.ask(store::subscriptions::all());
  for (const port::Row& found : rows.rows) {
    const store::SubscriptionRow row = store::subscriptions::row(found);
    const bool over = row.status == "ended" && !row.purged_at && *row.purge_at <= ctx.now().wall;
    if (!over) continue;
    const port::Rows counted = co_await ctx.ask(store::purge::counts(row.account_id));
    due.push_back({.account_id = row.account_id,
                   .purge_at = *row.purge_at,
                   .counts = store::purge::counts_row(counted.only())});
  }
  co_return due;
}

}  // namespace byte8::lifecycle
