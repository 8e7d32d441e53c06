#include "store/sessions.h"

namespace byte8::store::sessions {
namespace {

const port::Sql insert_sql{
    "insert_session",
    "INSERT INTO session (account_id, id, user_id, token_hash, address, created_at, last_seen_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const port::Sql holder_sql{
    "session_holder",
    "SELECT s.account_id, s.id, s.user_id, s.token_hash, s.address, s.created_at, s.last_seen_at, "
    "m.role, u.email, u.name, u.created_at, a.name, a.is_host, a.time_zone, a.created_at "
    "FROM session s JOIN membership m ON m.account_id = s.account_id AND m.user_id = s.user_id "
    "JOIN \"user\" u ON u.id = s.user_id JOIN account a ON a.id = s.account_id "
    "WHERE s.token_hash = $1"};
const port::Sql of_user_sql{
    "sessions_of_user",
    "SELECT account_id, id, user_id, token_hash, address, created_at, last_seen_at FROM session "
    "WHERE user_id = $1 ORDER BY id DESC"};
const port::Sql seen_sql{"session_seen",
                         "UPDATE session SET last_seen_at = $3 WHERE account_id = $1 AND id = $2"};
const port::Sql move_sql{"move_session",
                         "UPDATE session SET account_id = $3 WHERE account_id = $1 AND id = $2"};
const port::Sql close_sql{"close_session", "DELETE FROM session WHERE user_id = $1 AND id = $2"};
const port::Sql close_by_hash_sql{"close_session_by_hash",
                                  "DELETE FROM session WHERE token_hash = $1"};
const port::Sql close_all_sql{"close_sessions_of_user",
                              "DELETE FROM session WHERE user_id = $1 AND id <> $2"};
const port::Sql close_in_account_sql{"close_sessions_in_account",
                                     "DELETE FROM session WHERE account_id = $1 AND user_id = $2"};
const port::Sql forget_sql{
    "forget_sessions",
    "DELETE FROM session WHERE user_id = $1 AND (created_at < $2 OR last_seen_at < $3)"};

}  // namespace

port::Query insert(const SessionRow& s) {
  return {&insert_sql,
          {s.account_id, s.id, s.user_id, s.token_hash, s.address, s.created_at, s.last_seen_at}};
}

port::Query holder(const std::string& token_hash) {
  return {&holder_sql, {token_hash}};
}

SessionHolder holder_row(const port::Row& r) {
  SessionHolder holder;
  holder.session = row(r);
  holder.role = r.text(7);
  holder.user = {.id = holder.session.user_id,
                 .email = r.text(8),
                 .name = r.text(9),
                 .created_at = r.integer(10)};
  holder.account = {.id = holder.session.account_id,
                    .name = r.text(11),
                    .is_host = r.integer(12) != 0,
                    .time_zone = r.text(13),
                    .created_at = r.integer(14)};
  return holder;
}

port::Query of_user(std::int64_t user_id) {
  return {&of_user_sql, {user_id}};
}

SessionRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .id = r.integer(1),
          .user_id = r.integer(2),
          .token_hash = r.text(3),
          .address = r.text(4),
          .created_at = r.integer(5),
          .last_seen_at = r.integer(6)};
}

port::Query seen(std::int64_t account_id, std::int64_t id, std::int64_t at) {
  return {&seen_sql, {account_id, id, at}};
}

port::Query move(std::int64_t account_id, std::int64_t id, std::int64_t to_account) {
  return {&move_sql, {account_id, id, to_account}};
}

port::Query close(std::int64_t user_id, std::int64_t id) {
  return {&close_sql, {user_id, id}};
}

port::Query close_by_hash(const std::string& token_hash) {
  return {&close_by_hash_sql, {token_hash}};
}

port::Query close_all(std::int64_t user_id, std::int64_t except) {
  return {&close_all_sql, {user_id, except}};
}

port::Query close_in_account(std::int64_t account_id, std::int64_t user_id) {
  return {&close_in_account_sql, {account_id, user_id}};
}

port::Query forget(std::int64_t user_id, std::int64_t created_before, std::int64_t seen_before) {
  return {&forget_sql, {user_id, created_before, seen_before}};
}

}  // namespace byte8::store::sessions
