#include "store/api_tokens.h"

namespace byte8::store::api_tokens {
namespace {

const port::Sql list_sql{
    "list_api_tokens",
    "SELECT t.account_id, t.id, t.user_id, t.name, t.scopes, t.created_at, t.expires_at, "
    "t.last_used_at, u.email FROM api_token t JOIN \"user\" u ON u.id = t.user_id "
    "WHERE t.account_id = $1 AND ($2 = 0 OR t.user_id = $2) AND t.id < $3 "
    "AND t.revoked_at IS NULL ORDER BY t.id DESC LIMIT $4"};
const port::Sql revoke_sql{"revoke_api_token",
                           "UPDATE api_token SET revoked_at = $4 WHERE account_id = $1 AND id = $2 "
                           "AND ($3 = 0 OR user_id = $3) AND revoked_at IS NULL"};
const port::Sql revoke_of_user_sql{
    "revoke_api_tokens_of_user",
    "UPDATE api_token SET revoked_at = $3 WHERE account_id = $1 AND user_id = $2 "
    "AND revoked_at IS NULL"};
const port::Sql used_sql{
    "api_token_used", "UPDATE api_token SET last_used_at = $3 WHERE account_id = $1 AND id = $2"};

}  // namespace

port::Query list(std::int64_t account_id, std::int64_t user_id, std::int64_t below,
                 std::int64_t limit) {
  return {&list_sql, {account_id, user_id, below, limit}};
}

ListedTokenRow row(const port::Row& r) {
  ListedTokenRow listed;
  listed.token = {.account_id = r.integer(0),
                  .id = r.integer(1),
                  .user_id = r.integer(2),
                  .name = r.text(3),
                  .scopes = r.text(4),
                  .created_at = r.integer(5),
                  .expires_at = r.maybe_integer(6)};
  listed.last_used_at = r.maybe_integer(7);
  listed.email = r.text(8);
  return listed;
}

port::Query revoke(std::int64_t account_id, std::int64_t id, std::int64_t user_id,
                   std::int64_t at) {
  return {&revoke_sql, {account_id, id, user_id, at}};
}

port::Query revoke_of_user(std::int64_t account_id, std::int64_t user_id, std::int64_t at) {
  return {&revoke_of_user_sql, {account_id, user_id, at}};
}

port::Query used(std::int64_t account_id, std::int64_t id, std::int64_t at) {
  return {&used_sql, {account_id, id, at}};
}

}  // namespace byte8::store::api_tokens
