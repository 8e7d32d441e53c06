#include "lifecycle/subscription.h"

#include <unordered_set>

#include "base/log.h"
#include "custody/audit_chain.h"
#include "lifecycle/purge.h"
#include "lifecycle/restore.h"
#include "lifecycle/revoke.h"
#include "store/ids.h"

namespace byte8::lifecycle {
namespace {

using store::SubscriptionRow;

constexpr Millis look_every = 20'000;
constexpr const char* ended = "ended";

Error conflict(std::string message) {
  return Error::coded(Fault::validation, "conflict", std::move(message));
}

bool is_over(const SubscriptionRow& row, Millis now) {
  const bool runs_out = row.status == "cancelling" || row.status == "trial";
  return runs_out && row.period_ends_at && *row.period_ends_at <= now;
}

// The lock that serialises an account's changes is its audit chain.
Task<Status> change(engine::Ctx ctx, std::int64_t account_id, std::string from, std::string to,
                    std::string refusal, std::string actor) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  std::optional<SubscriptionRow> row = co_await subscription(ctx, account_id);
  if (!row) co_return conflict("this installation keeps no subscription for the account");
  if (row->status == to) co_return Status();
  if (row->status != from) co_return conflict(refusal);
  if (to == "cancelling" && !row->period_ends_at) {
    co_return conflict("billing has not said when the period ends: ask the operator");
  }
  row->status = to;
  ctx.write(store::subscriptions::put(*row));
  chain.append(ctx, actor, "subscription." + to, store::id_text("acct", account_id), from, to);
  co_return Status();
}

// Ends it in the row first: what follows is applied, and applied again after a crash, from there.
Task<void> end_if_over(engine::Ctx ctx, std::int64_t account_id) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  std::optional<SubscriptionRow> row = co_await subscription(ctx, account_id);
  if (!row || !is_over(*row, ctx.now().wall)) co_return;
  const std::string before = row->status;
  row->status = ended;
  row->purge_at = ctx.now().wall + kept_after_subscription;
  row->purged_at.reset();
  ctx.write(store::subscriptions::put(*row));
  chain.append(ctx, "system", "subscription.ended", store::id_text("acct", account_id), before,
               ended);
  log::info("subscription_ended", {{"account", store::id_text("acct", account_id)}});
}

Task<void> revoke_all(engine::Ctx ctx, std::int64_t account_id) {
  std::vector<std::int64_t> live;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id == account_id && binding.live()) live.push_back(id);
  }
  for (const std::int64_t id : live) {
    static_cast<void>(co_await revoke(ctx, id, "subscription_ended", "system"));
  }
}

// Accounts by what their bindings still want, so that a look costs one pass over the bindings.
struct Standing {
  std::unordered_set<std::int64_t> live;
  std::unordered_set<std::int64_t> ended;
};

Standing standing(engine::Ctx ctx) {
  Standing all;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.live()) all.live.insert(binding.account_id);
    if (binding.reason == "subscription_ended") all.ended.insert(binding.account_id);
  }
  return all;
}

bool wants_something(const SubscriptionRow& row, const Standing& standing, Millis now) {
  if (row.purged_at) return false;
  if (row.status == ended) return standing.live.contains(row.account_id) || *row.purge_at <= now;
  return is_over(row, now) || standing.ended.contains(row.account_id);
}

}  // namespace

Task<std::optional<SubscriptionRow>> subscription(engine::Ctx ctx, std::int64_t account_id) {
  const port::Rows rows = co_await ctx.ask(store::subscriptions::find(account_id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::subscriptions::row(rows.only());
}

Task<Status> cancel_subscription(engine::Ctx ctx, std::int64_t account_id, std::string actor) {
  return change(ctx, account_id, "active", "cancelling",
                "only an active subscription can be cancelled", std::move(actor));
}

Task<Status> resume_subscription(engine::Ctx ctx, std::int64_t account_id, std::string actor) {
  return change(ctx, account_id, "cancelling", "active",
                "only a subscription that is being cancelled can be resumed; one that has ended is "
                "started again with the operator's billing",
                std::move(actor));
}

Task<void> put_subscription(engine::Ctx ctx, SubscriptionRow wanted, std::string actor) {
  const std::int64_t account_id = wanted.account_id;
  {
    custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
    const std::optional<SubscriptionRow> before = co_await subscription(ctx, account_id);
    wanted.purge_at.reset();
    wanted.purged_at.reset();
    if (wanted.status == ended) {
      const bool known = before && before->status == ended;
      wanted.purge_at = known ? before->purge_at : ctx.now().wall + kept_after_subscription;
      if (known) wanted.purged_at = before->purged_at;
    }
    ctx.write(store::subscriptions::put(wanted));
    chain.append(ctx, actor, "subscription.set", store::id_text("acct", account_id),
                 before ? before->status : "none", wanted.status);
  }
  co_await apply_subscription(ctx, account_id);
}

Task<Status> may_connect(engine::Ctx ctx, std::int64_t account_id) {
  const std::optional<SubscriptionRow> row = co_await subscription(ctx, account_id);
  if (!row || row->status != ended) co_return Status();
  co_return conflict("The subscription of this account has ended: start it again first.");
}

Task<void> apply_subscription(engine::Ctx ctx, std::int64_t account_id) {
  // One at a time: billing may say something while the last word is still being applied.
  const engine::Lock alone = co_await ctx.lock("subscription:" + std::to_string(account_id));
  co_await end_if_over(ctx, account_id);
  const std::optional<SubscriptionRow> row = co_await subscription(ctx, account_id);
  if (!row) co_return;
  if (row->status != ended) {
    co_await restore_account(ctx, account_id, "system");
    co_return;
  }
  if (row->purged_at) co_return;
  co_await revoke_all(ctx, account_id);
  if (*row->purge_at <= ctx.now().wall) co_await purge_account(ctx, account_id);
}

Task<void> look_after_subscriptions(engine::Ctx ctx) {
  for (;;) {
    const port::Rows rows = co_await ctx.ask(store::subscriptions::all());
    const Standing all = standing(ctx);
    for (const port::Row& found : rows.rows) {
      const SubscriptionRow row = store::subscriptions::row(found);
      if (wants_something(row, all, ctx.now().wall)) {
        co_await apply_subscription(ctx, row.account_id);
      }
    }
    co_await ctx.sleep_until(ctx.now().boot + look_every);
  }
}

}  // namespace byte8::lifecycle
