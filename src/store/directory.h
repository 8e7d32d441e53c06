#pragma once
// Stores, businesses and bindings: who is connected to what. Few and small; the engine keeps them
// in memory.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct StoreRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::string tenant_id;
  std::string base_url;
  std::string sealed_key;  // AAD: sealed_key_identity(tenant_id)
  std::string status;      // pairing | pending | active | token_revoked | gone
  std::optional<std::int64_t> last_contact_at;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> no_contact_since;
  // It refused our key then and has not taken it since; the second time makes it token_revoked.
  std::optional<std::int64_t> rejected_at;
  std::optional<std::int64_t> clock_offset_s;  // its clock minus ours

  bool operator==(const StoreRow&) const = default;
};

struct BusinessRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::string provider;
  std::string provider_business_id;
  std::string name;
  std::string facts;  // JSON: country, base_currency, multi_currency, subscription …
  std::int64_t created_at = 0;

  bool operator==(const BusinessRow&) const = default;
};

struct BindingRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::int64_t store_id = 0;
  std::optional<std::int64_t> business_id;
  std::string status;                 // pending | active | revoked
  std::optional<std::string> reason;  // of a revoked one
  std::optional<std::string> hold;    // paused | sage_access_removed
  std::optional<std::string> paused_by;
  std::optional<std::int64_t> paused_at;
  std::int64_t policy_version = 0;
  std::int64_t epoch = 0;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> activated_at;
  std::optional<std::int64_t> revoked_at;
  std::optional<std::int64_t> lists_fetched_at;

  bool operator==(const BindingRow&) const = default;
  bool live() const { return status != "revoked"; }
  bool dispatches() const { return status == "active" && !hold; }
};

std::string sealed_key_identity(std::string_view tenant_id);

namespace directory {
port::Query all_stores();
port::Query all_businesses();
port::Query all_bindings();
StoreRow store_row(const port::Row& row);
BusinessRow business_row(const port::Row& row);
BindingRow binding_row(const port::Row& row);

// Inserts or replaces the whole row.
port::Query put(const StoreRow& store);
port::Query put(const BusinessRow& business);
port::Query put(const BindingRow& binding);
// Heard from: no_contact_since goes as well.
port::Query touch_store(std::int64_t account_id, std::int64_t id, std::int64_t at);
port::Query remove_binding(std::int64_t account_id, std::int64_t id);
}  // namespace directory

}  // namespace byte8::store
