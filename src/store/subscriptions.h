#pragma once
// What the operator's billing says of an account. An account without a row has no billing.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct SubscriptionRow {
  std::int64_t account_id = 0;
  std::string plan;
  std::string status;  // trial | active | cancelling | ended
  std::optional<std::int64_t> period_ends_at;
  std::optional<std::int64_t> purge_at;   // of one that ended
  std::optional<std::int64_t> purged_at;  // its data are gone
  std::string limits = "{}";              // JSON object, as billing gave it
};

namespace subscriptions {
port::Query put(const SubscriptionRow& subscription);
port::Query find(std::int64_t account_id);
// Of all accounts.
port::Query all();
SubscriptionRow row(const port::Row& row);
}  // namespace subscriptions

}  // namespace byte8::store
