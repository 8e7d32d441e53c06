#pragma once
// What lets somebody in once: invitations, links for the first user and for a new password, and
// recovery codes. All are known here by the SHA-256 of what was handed out.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct InvitationRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::string token_hash;
  std::string email;  // lower case
  std::string role;
  std::int64_t created_at = 0;
  std::int64_t expires_at = 0;
};

struct OneTimeLinkRow {
  std::string token_hash;
  std::string kind;                     // setup | reset
  std::optional<std::int64_t> user_id;  // of a reset
  std::int64_t created_at = 0;
  std::int64_t expires_at = 0;
};

namespace invitations {
port::Query insert(const InvitationRow& invitation);
port::Query find(const std::string& token_hash);
port::Query of_account(std::int64_t account_id);  // newest first
InvitationRow row(const port::Row& row);
port::Query remove(std::int64_t account_id, std::int64_t id);
port::Query remove_for(std::int64_t account_id, const std::string& email);
}  // namespace invitations

namespace links {
port::Query insert(const OneTimeLinkRow& link);
port::Query find(const std::string& token_hash, const std::string& kind);
OneTimeLinkRow row(const port::Row& row);
port::Query resets_since(std::int64_t user_id, std::int64_t created_after);  // one row: how many
port::Query remove_setups();
port::Query remove_resets(std::int64_t user_id);
port::Query forget(std::int64_t expired_before);
}  // namespace links

namespace recovery_codes {
port::Query insert(std::int64_t user_id, const std::string& code_hash);
// `changed` says whether there was such a code.
port::Query use(std::int64_t user_id, const std::string& code_hash);
port::Query remove_all(std::int64_t user_id);
}  // namespace recovery_codes

}  // namespace byte8::store
