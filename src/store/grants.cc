#include "store/grants.h"

namespace byte8::store::grants {
namespace {

const port::Sql insert_state_sql{
    "insert_oauth_state",
    "INSERT INTO oauth_state (state_hash, account_id, binding_id, sealed_verifier, made_by, "
    "expires_at, session_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const port::Sql take_state_sql{
    "take_oauth_state",
    "DELETE FROM oauth_state WHERE state_hash = $1 "
    "RETURNING state_hash, account_id, binding_id, sealed_verifier, made_by, expires_at, "
    "session_hash"};
const port::Sql forget_states_sql{"forget_oauth_states",
                                  "DELETE FROM oauth_state WHERE expires_at < $1"};
const port::Sql find_sql{
    "find_grant",
    "SELECT account_id, binding_id, sealed_access, sealed_refresh, access_expires_at, "
    "access_renew_at, refresh_expires_at, refresh_started_at, refresh_error, requested_by, "
    "renewed_at FROM oauth_tokens WHERE account_id = $1 AND binding_id = $2"};
const port::Sql of_account_sql{
    "grants_of_account",
    "SELECT account_id, binding_id, sealed_access, sealed_refresh, access_expires_at, "
    "access_renew_at, refresh_expires_at, refresh_started_at, refresh_error, requested_by, "
    "renewed_at FROM oauth_tokens WHERE account_id = $1"};
const port::Sql of_user_sql{
    "grants_of_user",
    "SELECT account_id, binding_id, sealed_access, sealed_refresh, access_expires_at, "
    "access_renew_at, refresh_expires_at, refresh_started_at, refresh_error, requested_by, "
    "renewed_at FROM oauth_tokens WHERE requested_by = $1"};
const port::Sql idle_sql{
    "idle_grants",
    "SELECT account_id, binding_id, sealed_access, sealed_refresh, access_expires_at, "
    "access_renew_at, refresh_expires_at, refresh_started_at, refresh_error, requested_by, "
    "renewed_at FROM oauth_tokens WHERE renewed_at < $1"};
const port::Sql put_sql{
    "put_grant",
    "INSERT INTO oauth_tokens (account_id, binding_id, sealed_access, sealed_refresh, "
    "access_expires_at, access_renew_at, refresh_expires_at, refresh_started_at, refresh_error, "
    "requested_by, renewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (account_id, binding_id) DO UPDATE SET sealed_access = excluded.sealed_access, "
    "sealed_refresh = excluded.sealed_refresh, access_expires_at = excluded.access_expires_at, "
    "access_renew_at = excluded.access_renew_at, "
    "refresh_expires_at = excluded.refresh_expires_at, "
    "refresh_started_at = excluded.refresh_started_at, refresh_error = excluded.refresh_error, "
    "requested_by = excluded.requested_by, renewed_at = excluded.renewed_at"};
const port::Sql refresh_started_sql{
    "refresh_started",
    "UPDATE oauth_tokens SET refresh_started_at = $3 WHERE account_id = $1 AND binding_id = $2"};
const port::Sql refresh_failed_sql{
    "refresh_failed",
    "UPDATE oauth_tokens SET refresh_error = $4, "
    "refresh_started_at = CASE WHEN $5 = 1 THEN refresh_started_at ELSE NULL END "
    "WHERE account_id = $1 AND binding_id = $2 AND renewed_at = $3"};
const port::Sql remove_sql{"remove_grant",
                           "DELETE FROM oauth_tokens WHERE account_id = $1 AND binding_id = $2"};
const port::Sql put_revocation_sql{
    "put_revocation",
    "INSERT INTO revocation (account_id, id, binding_id, sealed_refresh, generation, state, tries, "
    "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (account_id, id) DO UPDATE SET "
    "sealed_refresh = excluded.sealed_refresh, state = excluded.state, tries = excluded.tries"};
const port::Sql find_revocation_sql{
    "find_revocation",
    "SELECT account_id, id, binding_id, sealed_refresh, generation, state, tries, created_at "
    "FROM revocation WHERE account_id = $1 AND id = $2"};
const port::Sql revocations_of_binding_sql{
    "revocations_of_binding",
    "SELECT account_id, id, binding_id, sealed_refresh, generation, state, tries, created_at "
    "FROM revocation WHERE account_id = $1 AND binding_id = $2 ORDER BY id DESC"};
const port::Sql revocations_of_sql{
    "revocations_of_account",
    "SELECT account_id, id, binding_id, sealed_refresh, generation, state, tries, created_at "
    "FROM revocation WHERE account_id = $1 ORDER BY id"};
const port::Sql pending_revocations_sql{
    "pending_revocations",
    "SELECT account_id, id, binding_id, sealed_refresh, generation, state, tries, created_at "
    "FROM revocation WHERE state = 'pending' ORDER BY created_at, id"};

std::string identity(std::string_view column, std::int64_t binding_id) {
  return std::string(column) + ":" + std::to_string(binding_id);
}

}  // namespace

std::string verifier_identity(std::string_view state_hash) {
  return "oauth_state.verifier:" + std::string(state_hash);
}
std::string access_identity(std::int64_t id) {
  return identity("oauth_tokens.access", id);
}
std::string refresh_identity(std::int64_t id) {
  return identity("oauth_tokens.refresh", id);
}
std::string revocation_identity(std::int64_t id) {
  return identity("revocation.refresh", id);
}

port::Query insert_state(const OauthStateRow& s) {
  return {&insert_state_sql,
          {s.state_hash, s.account_id, s.binding_id, port::Blob{s.sealed_verifier}, s.made_by,
           s.expires_at, port::nullable(s.session_hash)}};
}

port::Query take_state(const std::string& state_hash) {
  return {&take_state_sql, {state_hash}};
}

port::Query forget_states(std::int64_t expired_before) {
  return {&forget_states_sql, {expired_before}};
}

OauthStateRow state_row(const port::Row& r) {
  return {.state_hash = r.text(0),
          .account_id = r.integer(1),
          .binding_id = r.integer(2),
          .sealed_verifier = r.blob(3),
          .made_by = r.text(4),
          .expires_at = r.integer(5),
          .session_hash = r.maybe_text(6)};
}

port::Query find(std::int64_t account_id, std::int64_t binding_id) {
  return {&find_sql, {account_id, binding_id}};
}

port::Query of_account(std::int64_t account_id) {
  return {&of_account_sql, {account_id}};
}

port::Query of_user(const std::string& requested_by) {
  return {&of_user_sql, {requested_by}};
}

port::Query idle(std::int64_t renewed_before) {
  return {&idle_sql, {renewed_before}};
}

GrantRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .binding_id = r.integer(1),
          .sealed_access = r.blob(2),
          .sealed_refresh = r.blob(3),
          .access_expires_at = r.integer(4),
          .access_renew_at = r.integer(5),
          .refresh_expires_at = r.integer(6),
          .refresh_started_at = r.maybe_integer(7),
          .refresh_error = r.maybe_text(8),
          .requested_by = r.text(9),
          .renewed_at = r.integer(10)};
}

port::Query put(const GrantRow& g) {
  return {&put_sql,
          {g.account_id, g.binding_id, port::Blob{g.sealed_access}, port::Blob{g.sealed_refresh},
           g.access_expires_at, g.access_renew_at, g.refresh_expires_at,
           port::nullable(g.refresh_started_at), port::nullable(g.refresh_error), g.requested_by,
           g.renewed_at}};
}

port::Query refresh_started(std::int64_t account_id, std::int64_t binding_id, std::int64_t at) {
  return {&refresh_started_sql, {account_id, binding_id, at}};
}

port::Query refresh_failed(std::int64_t account_id, std::int64_t binding_id,
                           std::int64_t renewed_at, const std::string& error, bool in_doubt) {
  return {&refresh_failed_sql,
          {account_id, binding_id, renewed_at, error, std::int64_t{in_doubt ? 1 : 0}}};
}

port::Query remove(std::int64_t account_id, std::int64_t binding_id) {
  return {&remove_sql, {account_id, binding_id}};
}

port::Query put(const RevocationRow& r) {
  return {&put_revocation_sql,
          {r.account_id, r.id, r.binding_id, port::Blob{r.sealed_refresh}, r.generation, r.state,
           r.tries, r.created_at}};
}

port::Query find_revocation(std::int64_t account_id, std::int64_t id) {
  return {&find_revocation_sql, {account_id, id}};
}

port::Query revocations_of_binding(std::int64_t account_id, std::int64_t binding_id) {
  return {&revocations_of_binding_sql, {account_id, binding_id}};
}

port::Query revocations_of(std::int64_t account_id) {
  return {&revocations_of_sql, {account_id}};
}

port::Query pending_revocations() {
  return {&pending_revocations_sql, {}};
}

RevocationRow revocation_row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .id = r.integer(1),
          .binding_id = r.integer(2),
          .sealed_refresh = r.blob(3),
          .generation = r.integer(4),
          .state = r.text(5),
          .tries = r.integer(6),
          .created_at = r.integer(7)};
}

}  // namespace byte8::store::grants
