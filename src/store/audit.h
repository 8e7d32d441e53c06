#pragma once
// The audit trail, one hash chain per account: what was done by whom, in an order that cannot be
// changed unseen.

#include <cstdint>
#include <string>
#include <string_view>

#include "port/db.h"

namespace byte8::store {

struct AuditRow {
  std::int64_t account_id = 0;
  std::int64_t n = 0;  // 1, 2, 3 … within the account
  std::int64_t at = 0;
  std::string actor;   // "token tok_…", "store store_…", "system", "command line"
  std::string action;  // "binding.revoked" …
  std::string object;  // the opaque id
  std::string before;
  std::string after;
  std::string hash;
};

namespace audit {
port::Query last(std::int64_t account_id);
port::Query all(std::int64_t account_id);
AuditRow row(const port::Row& row);
port::Query insert(const AuditRow& entry);
// SHA-256, hex, of the previous entry's hash and this row's fields as a JSON array.
std::string chained_hash(std::string_view previous, const AuditRow& entry);
}  // namespace audit

}  // namespace byte8::store
