#include "store/links.h"

namespace byte8::store {
namespace {

const port::Sql insert_invitation_sql{
    "insert_invitation",
    "INSERT INTO invitation (account_id, id, token_hash, email, role, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const port::Sql find_invitation_sql{
    "find_invitation",
    "SELECT account_id, id, token_hash, email, role, created_at, expires_at FROM invitation "
    "WHERE token_hash = $1"};
const port::Sql invitations_sql{
    "invitations_of_account",
    "SELECT account_id, id, token_hash, email, role, created_at, expires_at FROM invitation "
    "WHERE account_id = $1 ORDER BY id DESC"};
const port::Sql remove_invitation_sql{"remove_invitation",
                                      "DELETE FROM invitation WHERE account_id = $1 AND id = $2"};
const port::Sql remove_invitation_for_sql{
    "remove_invitation_for", "DELETE FROM invitation WHERE account_id = $1 AND email = $2"};

const port::Sql insert_link_sql{
    "insert_one_time_link",
    "INSERT INTO one_time_link (token_hash, kind, user_id, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5)"};
const port::Sql find_link_sql{
    "find_one_time_link",
    "SELECT token_hash, kind, user_id, created_at, expires_at FROM one_time_link "
    "WHERE token_hash = $1 AND kind = $2"};
const port::Sql resets_since_sql{
    "resets_since",
    "SELECT COUNT(1) FROM one_time_link WHERE kind = 'reset' AND user_id = $1 AND created_at > $2"};
const port::Sql remove_setups_sql{"remove_setup_links",
                                  "DELETE FROM one_time_link WHERE kind = 'setup'"};
const port::Sql remove_resets_sql{
    "remove_reset_links", "DELETE FROM one_time_link WHERE kind = 'reset' AND user_id = $1"};
const port::Sql forget_links_sql{"forget_one_time_links",
                                 "DELETE FROM one_time_link WHERE expires_at < $1"};

const port::Sql insert_code_sql{"insert_recovery_code",
                                "INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, $2)"};
const port::Sql use_code_sql{"use_recovery_code",
                             "DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2"};
const port::Sql remove_codes_sql{"remove_recovery_codes",
                                 "DELETE FROM recovery_code WHERE user_id = $1"};

}  // namespace

namespace invitations {

port::Query insert(const InvitationRow& i) {
  return {&insert_invitation_sql,
          {i.account_id, i.id, i.token_hash, i.email, i.role, i.created_at, i.expires_at}};
}

port::Query find(const std::string& token_hash) {
  return {&find_invitation_sql, {token_hash}};
}

port::Query of_account(std::int64_t account_id) {
  return {&invitations_sql, {account_id}};
}

InvitationRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .id = r.integer(1),
          .token_hash = r.text(2),
          .email = r.text(3),
          .role = r.text(4),
          .created_at = r.integer(5),
          .expires_at = r.integer(6)};
}

port::Query remove(std::int64_t account_id, std::int64_t id) {
  return {&remove_invitation_sql, {account_id, id}};
}

port::Query remove_for(std::int64_t account_id, const std::string& email) {
  return {&remove_invitation_for_sql, {account_id, email}};
}

}  // namespace invitations

namespace links {

port::Query insert(const OneTimeLinkRow& l) {
  return {&insert_link_sql,
          {l.token_hash, l.kind, port::nullable(l.user_id), l.created_at, l.expires_at}};
}

port::Query find(const std::string& token_hash, const std::string& kind) {
  return {&find_link_sql, {token_hash, kind}};
}

OneTimeLinkRow row(const port::Row& r) {
  return {.token_hash = r.text(0),
          .kind = r.text(1),
          .user_id = r.maybe_integer(2),
          .created_at = r.integer(3),
          .expires_at = r.integer(4)};
}

port::Query resets_since(std::int64_t user_id, std::int64_t created_after) {
  return {&resets_since_sql, {user_id, created_after}};
}

port::Query remove_setups() {
  return {&remove_setups_sql, {}};
}

port::Query remove_resets(std::int64_t user_id) {
  return {&remove_resets_sql, {user_id}};
}

port::Query forget(std::int64_t expired_before) {
  return {&forget_links_sql, {expired_before}};
}

}  // namespace links

namespace recovery_codes {

port::Query insert(std::int64_t user_id, const std::string& code_hash) {
  return {&insert_code_sql, {user_id, code_hash}};
}

port::Query use(std::int64_t user_id, const std::string& code_hash) {
  return {&use_code_sql, {user_id, code_hash}};
}

port::Query remove_all(std::int64_t user_id) {
  return {&remove_codes_sql, {user_id}};
}

}  // namespace recovery_codes
}  // namespace byte8::store
