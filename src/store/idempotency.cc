#include "store/idempotency.h"

namespace byte8::store::idempotency {
namespace {

const port::Sql find_sql{
    "find_idempotency",
    "SELECT account_id, idempotency_key, body_hash, status, answer, created_at FROM idempotency "
    "WHERE account_id = $1 AND idempotency_key = $2"};
const port::Sql put_sql{
    "put_idempotency",
    "INSERT INTO idempotency (account_id, idempotency_key, body_hash, status, answer, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, idempotency_key) DO UPDATE SET "
    "body_hash = excluded.body_hash, status = excluded.status, answer = excluded.answer, "
    "created_at = excluded.created_at"};
const port::Sql forget_sql{"forget_idempotency",
                           "DELETE FROM idempotency WHERE account_id = $1 AND created_at < $2"};

}  // namespace

port::Query find(std::int64_t account_id, const std::string& key) {
  return {&find_sql, {account_id, key}};
}

IdempotencyRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .key = r.text(1),
          .body_hash = r.text(2),
          .status = r.integer(3),
          .answer = r.text(4),
          .created_at = r.integer(5)};
}

port::Query put(const IdempotencyRow& e) {
  return {&put_sql, {e.account_id, e.key, e.body_hash, e.status, e.answer, e.created_at}};
}

port::Query forget(std::int64_t account_id, std::int64_t created_before) {
  return {&forget_sql, {account_id, created_before}};
}

}  // namespace byte8::store::idempotency
