#include "store/directory.h"

namespace byte8::store {

std::string sealed_key_identity(std::string_view tenant_id) {
  return "store.api_key:" + std::string(tenant_id);
}

namespace directory {
namespace {

const port::Sql all_stores_sql{
    "all_stores",
    "SELECT account_id, id, tenant_id, base_url, sealed_key, status, last_contact_at, created_at, "
    "no_contact_since, rejected_at, clock_offset_s FROM store ORDER BY id"};
const port::Sql all_businesses_sql{
    "all_businesses",
    "SELECT account_id, id, provider, provider_business_id, name, facts, created_at "
    "FROM business ORDER BY id"};
const port::Sql all_bindings_sql{
    "all_bindings",
    "SELECT account_id, id, store_id, business_id, status, reason, hold, paused_by, paused_at, "
    "policy_version, epoch, created_at, activated_at, revoked_at, lists_fetched_at "
    "FROM binding ORDER BY id"};
const port::Sql put_store_sql{
    "put_store",
    "INSERT INTO store (account_id, id, tenant_id, base_url, sealed_key, status, last_contact_at, "
    "created_at, no_contact_since, rejected_at, clock_offset_s) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (account_id, id) DO UPDATE SET tenant_id = excluded.tenant_id, "
    "base_url = excluded.base_url, sealed_key = excluded.sealed_key, status = excluded.status, "
    "last_contact_at = excluded.last_contact_at, no_contact_since = excluded.no_contact_since, "
    "rejected_at = excluded.rejected_at, clock_offset_s = excluded.clock_offset_s"};
const port::Sql put_business_sql{
    "put_business",
    "INSERT INTO business (account_id, id, provider, provider_business_id, name, facts, "
    "created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (account_id, id) DO UPDATE SET name = excluded.name, facts = excluded.facts"};
const port::Sql put_binding_sql{
    "put_binding",
    "INSERT INTO binding (account_id, id, store_id, business_id, status, reason, hold, paused_by, "
    "paused_at, policy_version, epoch, created_at, activated_at, revoked_at, lists_fetched_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
    "ON CONFLICT (account_id, id) DO UPDATE SET store_id = excluded.store_id, "
    "business_id = excluded.business_id, status = excluded.status, reason = excluded.reason, "
    "hold = excluded.hold, paused_by = excluded.paused_by, paused_at = excluded.paused_at, "
    "policy_version = excluded.policy_version, epoch = excluded.epoch, "
    "activated_at = excluded.activated_at, revoked_at = excluded.revoked_at, "
    "lists_fetched_at = excluded.lists_fetched_at"};
const port::Sql touch_store_sql{"touch_store",
                                "UPDATE store SET last_contact_at = $3, no_contact_since = NULL "
                                "WHERE account_id = $1 AND id = $2"};
const port::Sql remove_binding_sql{"remove_binding",
                                   "DELETE FROM binding WHERE account_id = $1 AND id = $2"};

}  // namespace

port::Query all_stores() {
  return {&all_stores_sql, {}};
}
port::Query all_businesses() {
  return {&all_businesses_sql, {}};
}
port::Query all_bindings() {
  return {&all_bindings_sql, {}};
}

StoreRow store_row(const port::Row& row) {
  return {.account_id = row.integer(0),
          .id = row.integer(1),
          .tenant_id = row.text(2),
          .base_url = row.text(3),
          .sealed_key = row.blob(4),
          .status = row.text(5),
          .last_contact_at = row.maybe_integer(6),
          .created_at = row.integer(7),
          .no_contact_since = row.maybe_integer(8),
          .rejected_at = row.maybe_integer(9),
          .clock_offset_s = row.maybe_integer(10)};
}

BusinessRow business_row(const port::Row& row) {
  return {.account_id = row.integer(0),
          .id = row.integer(1),
          .provider = row.text(2),
          .provider_business_id = row.text(3),
          .name = row.text(4),
          .facts = row.text(5),
          .created_at = row.integer(6)};
}

BindingRow binding_row(const port::Row& row) {
  return {.account_id = row.integer(0),
          .id = row.integer(1),
          .store_id = row.integer(2),
          .business_id = row.maybe_integer(3),
          .status = row.text(4),
          .reason = row.maybe_text(5),
          .hold = row.maybe_text(6),
          .paused_by = row.maybe_text(7),
          .paused_at = row.maybe_integer(8),
          .policy_version = row.integer(9),
          .epoch = row.integer(10),
          .created_at = row.integer(11),
          .activated_at = row.maybe_integer(12),
          .revoked_at = row.maybe_integer(13),
          .lists_fetched_at = row.maybe_integer(14)};
}

port::Query put(const StoreRow& s) {
  return {&put_store_sql,
          {s.account_id, s.id, s.tenant_id, s.base_url, port::Blob{s.sealed_key}, s.status,
           port::nullable(s.last_contact_at), s.created_at, port::nullable(s.no_contact_since),
           port::nullable(s.rejected_at), port::nullable(s.clock_offset_s)}};
}

port::Query put(const BusinessRow& b) {
  return {&put_business_sql,
          {b.account_id, b.id, b.provider, b.provider_business_id, b.name, b.facts, b.created_at}};
}

port::Query put(const BindingRow& b) {
  return {&put_binding_sql,
          {b.account_id, b.id, b.store_id, port::nullable(b.business_id), b.status,
           port::nullable(b.reason), port::nullable(b.hold), port::nullable(b.paused_by),
           port::nullable(b.paused_at), b.policy_version, b.epoch, b.created_at,
           port::nullable(b.activated_at), port::nullable(b.revoked_at),
           port::nullable(b.lists_fetched_at)}};
}

port::Query touch_store(std::int64_t account_id, std::int64_t id, std::int64_t at) {
  return {&touch_store_sql, {account_id, id, at}};
}

port::Query remove_binding(std::int64_t account_id, std::int64_t id) {
  return {&remove_binding_sql, {account_id, id}};
}

}  // namespace directory
}  // namespace byte8::store
