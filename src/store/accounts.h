#pragma once
// Who signs in: accounts, their users, and the tokens of scripts.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct AccountRow {
  std::int64_t id = 0;
  std::string name;
  bool is_host = false;
  std::string time_zone;
  std::int64_t created_at = 0;
};

struct UserRow {
  std::int64_t id = 0;
  std::string email;  // lower case
  std::string name;
  std::optional<std::string> password_hash;
  std::int64_t created_at = 0;
};

struct MembershipRow {
  std::int64_t account_id = 0;
  std::int64_t user_id = 0;
  std::string role;  // owner | admin | operator | viewer
};

struct ApiTokenRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::string name;
  std::string token_hash;  // SHA-256 of the token's text, hex
  std::string scopes;      // "read operate"
  std::int64_t created_at = 0;
  std::optional<std::int64_t> expires_at;
  std::optional<std::int64_t> revoked_at;
};

// A token with everything a request needs to know of whom it speaks for.
struct TokenHolder {
  ApiTokenRow token;
  std::optional<std::int64_t> last_used_at;
  std::string role;
  UserRow user;
  AccountRow account;
};

namespace accounts {
port::Query insert(const AccountRow& account);
port::Query find(std::int64_t id);
// The first account of the installation.
port::Query host();
port::Query all();  // oldest first
AccountRow account_row(const port::Row& row);

port::Query insert(const UserRow& user);
port::Query find_user(const std::string& email);
UserRow user_row(const port::Row& row);

port::Query insert(const MembershipRow& membership);
port::Query memberships(std::int64_t user_id);
MembershipRow membership_row(const port::Row& row);

port::Query insert(const ApiTokenRow& token);
port::Query find_token(const std::string& token_hash);
TokenHolder token_holder(const port::Row& row);
}  // namespace accounts

}  // namespace byte8::store
