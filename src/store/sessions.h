#pragma once
// Who is signed in with a browser. The cookie's value is known here only by its hash.

#include <cstdint>
#include <string>

#include "port/db.h"
#include "store/accounts.h"

namespace byte8::store {

struct SessionRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::string token_hash;  // SHA-256 of the cookie's value, hex
  std::string address;     // where it was opened from
  std::int64_t created_at = 0;
  std::int64_t last_seen_at = 0;
};

// A session with everything a request needs to know of whom it speaks for.
struct SessionHolder {
  SessionRow session;
  std::string role;
  UserRow user;
  AccountRow account;
};

namespace sessions {
port::Query insert(const SessionRow& session);
// Only while its user still belongs to its account.
port::Query holder(const std::string& token_hash);
SessionHolder holder_row(const port::Row& row);
port::Query of_user(std::int64_t user_id);  // newest first
SessionRow row(const port::Row& row);
port::Query seen(std::int64_t account_id, std::int64_t id, std::int64_t at);
port::Query move(std::int64_t account_id, std::int64_t id, std::int64_t to_account);
// One of that user's, wherever it looks at; `changed` says whether there was one.
port::Query close(std::int64_t user_id, std::int64_t id);
port::Query close_by_hash(const std::string& token_hash);
// All of a user but one (0: all).
port::Query close_all(std::int64_t user_id, std::int64_t except);
port::Query close_in_account(std::int64_t account_id, std::int64_t user_id);
// Those of a user that are over.
port::Query forget(std::int64_t user_id, std::int64_t created_before, std::int64_t seen_before);
}  // namespace sessions

}  // namespace byte8::store
