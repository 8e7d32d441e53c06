#include "store/policies.h"

namespace byte8::store::policies {
namespace {

const port::Sql insert_sql{
    "insert_policy",
    "INSERT INTO policy (account_id, binding_id, version, document, saved_by, saved_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
const port::Sql find_sql{
    "find_policy",
    "SELECT account_id, binding_id, version, document, saved_by, saved_at FROM policy "
    "WHERE account_id = $1 AND binding_id = $2 AND version = $3"};
const port::Sql list_sql{
    "list_policies",
    "SELECT account_id, binding_id, version, '' AS document, saved_by, saved_at FROM policy "
    "WHERE account_id = $1 AND binding_id = $2 AND version < $3 ORDER BY version DESC LIMIT $4"};

}  // namespace

port::Query insert(const PolicyRow& p) {
  return {&insert_sql, {p.account_id, p.binding_id, p.version, p.document, p.saved_by, p.saved_at}};
}

port::Query find(std::int64_t account_id, std::int64_t binding_id, std::int64_t version) {
  return {&find_sql, {account_id, binding_id, version}};
}

port::Query list(std::int64_t account_id, std::int64_t binding_id, std::int64_t below,
                 std::int64_t limit) {
  return {&list_sql, {account_id, binding_id, below, limit}};
}

PolicyRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .binding_id = r.integer(1),
          .version = r.integer(2),
          .document = r.text(3),
          .saved_by = r.text(4),
          .saved_at = r.integer(5)};
}

}  // namespace byte8::store::policies
