#pragma once
// What the merchant allowed us at the provider: consents under way, the tokens of a binding, and
// grants that are still to be revoked. Secrets are sealed under the row's identity.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "port/db.h"

namespace byte8::store {

// A browser was sent to the provider and has not come back yet.
struct OauthStateRow {
  std::string state_hash;  // SHA-256 of the state, hex
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string sealed_verifier;  // AAD: grants::verifier_identity
  std::string made_by;
  std::int64_t expires_at = 0;
  // SHA-256, hex, of the session's cookie that began it; nothing: any browser may finish it.
  std::optional<std::string> session_hash;
};

struct GrantRow {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string sealed_access;   // AAD: grants::access_identity
  std::string sealed_refresh;  // AAD: grants::refresh_identity
  std::int64_t access_expires_at = 0;
  std::int64_t access_renew_at = 0;
  std::int64_t refresh_expires_at = 0;
  // Set while a refresh is under way, and when its outcome is not known.
  std::optional<std::int64_t> refresh_started_at;
  std::optional<std::string> refresh_error;  // JSON of the last Error
  std::string requested_by;
  std::int64_t renewed_at = 0;
};

struct RevocationRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::int64_t binding_id = 0;
  std::string sealed_refresh;     // AAD: grants::revocation_identity; empty when no longer needed
  std::int64_t generation = 0;    // GrantRow::renewed_at of the token; 0: not known
  std::string state = "pending";  // pending | done | given_up | kept_for_other_binding
  std::int64_t tries = 0;
  std::int64_t created_at = 0;
};

namespace grants {
std::string verifier_identity(std::string_view state_hash);
std::string access_identity(std::int64_t binding_id);
std::string refresh_identity(std::int64_t binding_id);
std::string revocation_identity(std::int64_t revocation_id);

port::Query insert_state(const OauthStateRow& state);
// Answers the row and removes it: a state is for one use.
port::Query take_state(const std::string& state_hash);
port::Query forget_states(std::int64_t expired_before);
OauthStateRow state_row(const port::Row& row);

port::Query find(std::int64_t account_id, std::int64_t binding_id);
port::Query of_account(std::int64_t account_id);
// Every grant that this user of the provider gave, in any account.
port::Query of_user(const std::string& requested_by);
// Grants that nobody has renewed since, of all accounts.
port::Query idle(std::int64_t renewed_before);
GrantRow row(const port::Row& row);
port::Query put(const GrantRow& grant);
port::Query refresh_started(std::int64_t account_id, std::int64_t binding_id, std::int64_t at);
// Only if the tokens are still the ones that the refresh was made with.
port::Query refresh_failed(std::int64_t account_id, std::int64_t binding_id,
                           std::int64_t renewed_at, const std::string& error, bool in_doubt);
port::Query remove(std::int64_t account_id, std::int64_t binding_id);

port::Query put(const RevocationRow& revocation);
port::Query find_revocation(std::int64_t account_id, std::int64_t id);
// Newest first: the first of them is what the binding shows.
port::Query revocations_of_binding(std::int64_t account_id, std::int64_t binding_id);
// Of the whole account, oldest first.
port::Query revocations_of(std::int64_t account_id);
port::Query pending_revocations();
RevocationRow revocation_row(const port::Row& row);
}  // namespace grants

}  // namespace byte8::store
