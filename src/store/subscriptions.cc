#include "store/subscriptions.h"

namespace byte8::store::subscriptions {
namespace {

const port::Sql put_sql{
    "put_subscription",
    "INSERT INTO subscription (account_id, plan, status, period_ends_at, purge_at, purged_at, "
    "limits) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id) DO UPDATE SET "
    "plan = excluded.plan, status = excluded.status, period_ends_at = excluded.period_ends_at, "
    "purge_at = excluded.purge_at, purged_at = excluded.purged_at, limits = excluded.limits"};
const port::Sql find_sql{
    "find_subscription",
    "SELECT account_id, plan, status, period_ends_at, purge_at, purged_at, limits "
    "FROM subscription WHERE account_id = $1"};
const port::Sql all_sql{
    "all_subscriptions",
    "SELECT account_id, plan, status, period_ends_at, purge_at, purged_at, limits "
    "FROM subscription ORDER BY account_id"};

}  // namespace

port::Query put(const SubscriptionRow& s) {
  return {&put_sql,
          {s.account_id, s.plan, s.status, port::nullable(s.period_ends_at),
           port::nullable(s.purge_at), port::nullable(s.purged_at), s.limits}};
}

port::Query find(std::int64_t account_id) {
  return {&find_sql, {account_id}};
}

port::Query all() {
  return {&all_sql, {}};
}

SubscriptionRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .plan = r.text(1),
          .status = r.text(2),
          .period_ends_at = r.maybe_integer(3),
          .purge_at = r.maybe_integer(4),
          .purged_at = r.maybe_integer(5),
          .limits = r.text(6)};
}

}  // namespace byte8::store::subscriptions
