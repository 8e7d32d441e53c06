#include "store/audit.h"

#include "base/crypto.h"
#include "base/json.h"

namespace byte8::store::audit {
namespace {

const port::Sql last_sql{
    "last_audit",
    "SELECT account_id, n, at, actor, action, object, before_value, after_value, hash FROM audit "
    "WHERE account_id = $1 ORDER BY n DESC LIMIT 1"};
const port::Sql all_sql{
    "all_audit",
    "SELECT account_id, n, at, actor, action, object, before_value, after_value, hash FROM audit "
    "WHERE account_id = $1 ORDER BY n"};
const port::Sql insert_sql{
    "insert_audit",
    "INSERT INTO audit (account_id, n, at, actor, action, object, before_value, after_value, "
    "hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};

}  // namespace

port::Query last(std::int64_t account_id) {
  return {&last_sql, {account_id}};
}

port::Query all(std::int64_t account_id) {
  return {&all_sql, {account_id}};
}

AuditRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .n = r.integer(1),
          .at = r.integer(2),
          .actor = r.text(3),
          .action = r.text(4),
          .object = r.text(5),
          .before = r.text(6),
          .after = r.text(7),
          .hash = r.text(8)};
}

port::Query insert(const AuditRow& a) {
  return {&insert_sql,
          {a.account_id, a.n, a.at, a.actor, a.action, a.object, a.before, a.after, a.hash}};
}

std::string chained_hash(std::string_view previous, const AuditRow& a) {
  const json::Array fields = {a.account_id, a.n,      a.at,     a.actor,
                              a.action,     a.object, a.before, a.after};
  return crypto::sha256_hex(std::string(previous) + json::write(json::Value(fields)));
}

}  // namespace byte8::store::audit
