#pragma once
// Links that let somebody without a login finish the Sage side of one binding; at most one each.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct ConsentLinkRow {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string token_hash;  // SHA-256 of the token, hex
  std::string made_by;
  std::int64_t expires_at = 0;
};

namespace consent_links {
// Replaces the binding's former link.
port::Query put(const ConsentLinkRow& link);
port::Query find(const std::string& token_hash);
ConsentLinkRow row(const port::Row& row);
port::Query remove(std::int64_t account_id, std::int64_t binding_id);
}  // namespace consent_links

}  // namespace byte8::store
