#pragma once
// Grants that outlive their binding for a while: after a store refused our key, and after a
// subscription ended. Only the refresh token is kept, sealed under the row's identity.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct KeptGrantRow {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string sealed_refresh;  // AAD: kept::identity
  std::string requested_by;
  std::int64_t refresh_expires_at = 0;
  // As in GrantRow: set while a renewal is under way, and when its outcome is not known.
  std::optional<std::int64_t> refresh_started_at;
  std::int64_t renewed_at = 0;
  std::string reason;  // store_rejected_key | subscription_ended
  std::int64_t kept_until = 0;
};

namespace kept {
std::string identity(std::int64_t binding_id);

port::Query put(const KeptGrantRow& grant);
port::Query find(std::int64_t account_id, std::int64_t binding_id);
port::Query of_account(std::int64_t account_id);
// Of all accounts: that the user of the provider gave; whose time is over; not renewed since.
port::Query of_user(const std::string& requested_by);
port::Query over(std::int64_t now);
port::Query idle(std::int64_t renewed_before);
KeptGrantRow row(const port::Row& row);
port::Query remove(std::int64_t account_id, std::int64_t binding_id);
}  // namespace kept

}  // namespace byte8::store
