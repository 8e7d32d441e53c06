#include "store/accounts.h"

namespace byte8::store::accounts {
namespace {

const port::Sql insert_account_sql{
    "insert_account",
    "INSERT INTO account (id, name, is_host, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)"};
const port::Sql find_account_sql{
    "find_account", "SELECT id, name, is_host, time_zone, created_at FROM account WHERE id = $1"};
const port::Sql host_sql{
    "host_account",
    "SELECT id, name, is_host, time_zone, created_at FROM account WHERE is_host = 1 "
    "ORDER BY id LIMIT 1"};
const port::Sql all_sql{"all_accounts",
                        "SELECT id, name, is_host, time_zone, created_at FROM account ORDER BY id"};
const port::Sql insert_user_sql{"insert_user",
                                "INSERT INTO \"user\" (id, email, name, password_hash, created_at) "
                                "VALUES ($1, $2, $3, $4, $5)"};
const port::Sql find_user_sql{
    "find_user",
    "SELECT id, email, name, password_hash, created_at FROM \"user\" WHERE email = $1"};
const port::Sql insert_membership_sql{
    "insert_membership", "INSERT INTO membership (account_id, user_id, role) VALUES ($1, $2, $3)"};
const port::Sql memberships_sql{
    "memberships",
    "SELECT account_id, user_id, role FROM membership WHERE user_id = $1 ORDER BY account_id"};
const port::Sql insert_token_sql{
    "insert_api_token",
    "INSERT INTO api_token (account_id, id, user_id, name, token_hash, scopes, created_at, "
    "expires_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const port::Sql find_token_sql{
    "find_api_token",
    "SELECT t.account_id, t.id, t.user_id, t.name, t.token_hash, t.scopes, t.created_at, "
    "t.expires_at, t.revoked_at, m.role, u.email, u.name, u.created_at, a.name, a.is_host, "
    "a.time_zone, a.created_at, t.last_used_at FROM api_token t "
    "JOIN membership m ON m.account_id = t.account_id AND m.user_id = t.user_id "
    "JOIN \"user\" u ON u.id = t.user_id JOIN account a ON a.id = t.account_id "
    "WHERE t.token_hash = $1"};

}  // namespace

port::Query insert(const AccountRow& a) {
  return {&insert_account_sql,
          {a.id, a.name, std::int64_t{a.is_host ? 1 : 0}, a.time_zone, a.created_at}};
}

port::Query find(std::int64_t id) {
  return {&find_account_sql, {id}};
}

port::Query host() {
  return {&host_sql, {}};
}

port::Query all() {
  return {&all_sql, {}};
}

AccountRow account_row(const port::Row& r) {
  return {.id = r.integer(0),
          .name = r.text(1),
          .is_host = r.integer(2) != 0,
          .time_zone = r.text(3),
          .created_at = r.integer(4)};
}

port::Query insert(const UserRow& u) {
  return {&insert_user_sql, {u.id, u.email, u.name, port::nullable(u.password_hash), u.created_at}};
}

port::Query find_user(const std::string& email) {
  return {&find_user_sql, {email}};
}

UserRow user_row(const port::Row& r) {
  return {.id = r.integer(0),
          .email = r.text(1),
          .name = r.text(2),
          .password_hash = r.maybe_text(3),
          .created_at = r.integer(4)};
}

port::Query insert(const MembershipRow& m) {
  return {&insert_membership_sql, {m.account_id, m.user_id, m.role}};
}

port::Query memberships(std::int64_t user_id) {
  return {&memberships_sql, {user_id}};
}

MembershipRow membership_row(const port::Row& r) {
  return {.account_id = r.integer(0), .user_id = r.integer(1), .role = r.text(2)};
}

port::Query insert(const ApiTokenRow& t) {
  return {&insert_token_sql,
          {t.account_id, t.id, t.user_id, t.name, t.token_hash, t.scopes, t.created_at,
           port::nullable(t.expires_at), port::nullable(t.revoked_at)}};
}

port::Query find_token(const std::string& token_hash) {
  return {&find_token_sql, {token_hash}};
}

TokenHolder token_holder(const port::Row& r) {
  TokenHolder holder;
  holder.token = {.account_id = r.integer(0),
                  .id = r.integer(1),
                  .user_id = r.integer(2),
                  .name = r.text(3),
                  .token_hash = r.text(4),
                  .scopes = r.text(5),
                  .created_at = r.integer(6),
                  .expires_at = r.maybe_integer(7),
                  .revoked_at = r.maybe_integer(8)};
  holder.role = r.text(9);
  holder.user = {.id = holder.token.user_id,
                 .email = r.text(10),
                 .name = r.text(11),
                 .created_at = r.integer(12)};
  holder.account = {.id = holder.token.account_id,
                    .name = r.text(13),
                    .is_host = r.integer(14) != 0,
                    .time_zone = r.text(15),
                    .created_at = r.integer(16)};
  holder.last_used_at = r.maybe_integer(17);
  return holder;
}

}  // namespace byte8::store::accounts
