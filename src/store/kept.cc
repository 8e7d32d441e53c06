#include "store/kept.h"

namespace byte8::store::kept {
namespace {

const port::Sql find_kept_sql{
    "find_kept",
    "SELECT account_id, binding_id, sealed_refresh, requested_by, refresh_expires_at, "
    "refresh_started_at, renewed_at, reason, kept_until FROM kept_grant WHERE account_id = $1 AND "
    "binding_id = $2"};
const port::Sql kept_of_account_sql{
    "kept_of_account",
    "SELECT account_id, binding_id, sealed_refresh, requested_by, refresh_expires_at, "
    "refresh_started_at, renewed_at, reason, kept_until FROM kept_grant WHERE account_id = $1"};
const port::Sql kept_of_user_sql{
    "kept_of_user",
    "SELECT account_id, binding_id, sealed_refresh, requested_by, refresh_expires_at, "
    "refresh_started_at, renewed_at, reason, kept_until FROM kept_grant WHERE requested_by = $1"};
const port::Sql kept_over_sql{
    "kept_over",
    "SELECT account_id, binding_id, sealed_refresh, requested_by, refresh_expires_at, "
    "refresh_started_at, renewed_at, reason, kept_until FROM kept_grant WHERE kept_until <= $1"};
const port::Sql kept_idle_sql{
    "kept_idle",
    "SELECT account_id, binding_id, sealed_refresh, requested_by, refresh_expires_at, "
    "refresh_started_at, renewed_at, reason, kept_until FROM kept_grant WHERE renewed_at < $1"};
const port::Sql put_kept_sql{
    "put_kept",
    "INSERT INTO kept_grant (account_id, binding_id, sealed_refresh, requested_by, "
    "refresh_expires_at, refresh_started_at, renewed_at, reason, kept_until) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
    "ON CONFLICT (account_id, binding_id) DO UPDATE SET sealed_refresh = excluded.sealed_refresh, "
    "requested_by = excluded.requested_by, refresh_expires_at = excluded.refresh_expires_at, "
    "refresh_started_at = excluded.refresh_started_at, renewed_at = excluded.renewed_at, "
    "reason = excluded.reason, kept_until = excluded.kept_until"};
const port::Sql remove_kept_sql{"remove_kept",
                                "DELETE FROM kept_grant WHERE account_id = $1 AND binding_id = $2"};

}  // namespace

std::string identity(std::int64_t binding_id) {
  return "kept_grant.refresh:" + std::to_string(binding_id);
}

port::Query put(const KeptGrantRow& g) {
  return {&put_kept_sql,
          {g.account_id, g.binding_id, port::Blob{g.sealed_refresh}, g.requested_by,
           g.refresh_expires_at, port::nullable(g.refresh_started_at), g.renewed_at, g.reason,
           g.kept_until}};
}

port::Query find(std::int64_t account_id, std::int64_t binding_id) {
  return {&find_kept_sql, {account_id, binding_id}};
}
port::Query of_account(std::int64_t account_id) {
  return {&kept_of_account_sql, {account_id}};
}
port::Query of_user(const std::string& requested_by) {
  return {&kept_of_user_sql, {requested_by}};
}
port::Query over(std::int64_t now) {
  return {&kept_over_sql, {now}};
}
port::Query idle(std::int64_t renewed_before) {
  return {&kept_idle_sql, {renewed_before}};
}

KeptGrantRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .binding_id = r.integer(1),
          .sealed_refresh = r.blob(2),
          .requested_by = r.text(3),
          .refresh_expires_at = r.integer(4),
          .refresh_started_at = r.maybe_integer(5),
          .renewed_at = r.integer(6),
          .reason = r.text(7),
          .kept_until = r.integer(8)};
}

port::Query remove(std::int64_t account_id, std::int64_t binding_id) {
  return {&remove_kept_sql, {account_id, binding_id}};
}

}  // namespace byte8::store::kept
