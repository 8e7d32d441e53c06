#pragma once
// Tokens of scripts as their page lists them.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"
#include "store/accounts.h"

namespace byte8::store {

struct ListedTokenRow {
  ApiTokenRow token;  // without its hash
  std::string email;  // of whom it speaks for
  std::optional<std::int64_t> last_used_at;
};

namespace api_tokens {
// Newest first, below an id; of one user, or of all (0). Those that were revoked are left out.
port::Query list(std::int64_t account_id, std::int64_t user_id, std::int64_t below,
                 std::int64_t limit);
ListedTokenRow row(const port::Row& row);
// Only one that is not revoked; of one user, or of anybody (0). `changed` says whether there was.
port::Query revoke(std::int64_t account_id, std::int64_t id, std::int64_t user_id, std::int64_t at);
port::Query revoke_of_user(std::int64_t account_id, std::int64_t user_id, std::int64_t at);
port::Query used(std::int64_t account_id, std::int64_t id, std::int64_t at);
}  // namespace api_tokens

}  // namespace byte8::store
