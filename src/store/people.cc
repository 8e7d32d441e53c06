#include "store/people.h"

namespace byte8::store::people {
namespace {

const port::Sql find_sql{"find_person",
                         "SELECT id, email, name, password_hash, created_at, time_zone, theme, "
                         "density, sealed_totp, pending_totp, totp_step, last_account_id "
                         "FROM \"user\" WHERE id = $1"};
const port::Sql by_email_sql{"find_person_by_email",
                             "SELECT id, email, name, password_hash, created_at, time_zone, theme, "
                             "density, sealed_totp, pending_totp, totp_step, last_account_id "
                             "FROM \"user\" WHERE email = $1"};
const port::Sql any_sql{"any_user", "SELECT id FROM \"user\" ORDER BY id LIMIT 1"};
const port::Sql save_profile_sql{
    "save_profile",
    "UPDATE \"user\" SET name = $2, time_zone = $3, theme = $4, density = $5 WHERE id = $1"};
const port::Sql set_password_sql{"set_password",
                                 "UPDATE \"user\" SET password_hash = $2 WHERE id = $1"};
const port::Sql offer_totp_sql{"offer_totp", "UPDATE \"user\" SET pending_totp = $2 WHERE id = $1"};
const port::Sql confirm_totp_sql{"confirm_totp",
                                 "UPDATE \"user\" SET sealed_totp = pending_totp, "
                                 "pending_totp = NULL, totp_step = $2 WHERE id = $1"};
const port::Sql remove_totp_sql{"remove_totp",
                                "UPDATE \"user\" SET sealed_totp = NULL, pending_totp = NULL, "
                                "totp_step = NULL WHERE id = $1"};
const port::Sql use_totp_step_sql{"use_totp_step",
                                  "UPDATE \"user\" SET totp_step = $2 WHERE id = $1"};
const port::Sql set_last_account_sql{"set_last_account",
                                     "UPDATE \"user\" SET last_account_id = $2 WHERE id = $1"};
const port::Sql belongings_sql{
    "belongings",
    "SELECT m.account_id, a.name, m.role FROM membership m JOIN account a ON a.id = m.account_id "
    "WHERE m.user_id = $1 ORDER BY m.account_id"};
const port::Sql members_sql{
    "members",
    "SELECT u.id, u.email, u.name, m.role, CASE WHEN u.sealed_totp IS NULL THEN 0 ELSE 1 END, "
    "(SELECT MAX(s.last_seen_at) FROM session s WHERE s.user_id = u.id "
    "AND s.account_id = m.account_id), u.created_at "
    "FROM membership m JOIN \"user\" u ON u.id = m.user_id WHERE m.account_id = $1 "
    "ORDER BY u.id DESC"};
const port::Sql role_in_sql{"role_in",
                            "SELECT role FROM membership WHERE account_id = $1 AND user_id = $2"};
const port::Sql owners_sql{
    "owners", "SELECT COUNT(1) FROM membership WHERE account_id = $1 AND role = 'owner'"};
const port::Sql set_role_sql{
    "set_role", "UPDATE membership SET role = $3 WHERE account_id = $1 AND user_id = $2"};
const port::Sql leave_sql{"leave_account",
                          "DELETE FROM membership WHERE account_id = $1 AND user_id = $2"};
const port::Sql save_account_sql{"save_account",
                                 "UPDATE account SET name = $2, time_zone = $3 WHERE id = $1"};

std::optional<std::string> maybe_blob(const port::Row& r, std::size_t column) {
  if (r.null(column)) return std::nullopt;
  return r.blob(column);
}

}  // namespace

port::Query find(std::int64_t id) {
  return {&find_sql, {id}};
}

port::Query by_email(const std::string& email) {
  return {&by_email_sql, {email}};
}

PersonRow row(const port::Row& r) {
  return {.id = r.integer(0),
          .email = r.text(1),
          .name = r.text(2),
          .password_hash = r.maybe_text(3),
          .created_at = r.integer(4),
          .time_zone = r.maybe_text(5),
          .theme = r.maybe_text(6),
          .density = r.maybe_text(7),
          .sealed_totp = maybe_blob(r, 8),
          .pending_totp = maybe_blob(r, 9),
          .totp_step = r.maybe_integer(10),
          .last_account_id = r.maybe_integer(11)};
}

port::Query any() {
  return {&any_sql, {}};
}

port::Query save_profile(const PersonRow& p) {
  return {&save_profile_sql,
          {p.id, p.name, port::nullable(p.time_zone), port::nullable(p.theme),
           port::nullable(p.density)}};
}

port::Query set_password(std::int64_t id, const std::string& hash) {
  return {&set_password_sql, {id, hash}};
}

port::Query offer_totp(std::int64_t id, const std::string& sealed) {
  return {&offer_totp_sql, {id, port::Blob{sealed}}};
}

port::Query confirm_totp(std::int64_t id, std::int64_t step) {
  return {&confirm_totp_sql, {id, step}};
}

port::Query remove_totp(std::int64_t id) {
  return {&remove_totp_sql, {id}};
}

port::Query use_totp_step(std::int64_t id, std::int64_t step) {
  return {&use_totp_step_sql, {id, step}};
}

port::Query set_last_account(std::int64_t id, std::int64_t account_id) {
  return {&set_last_account_sql, {id, account_id}};
}

std::string totp_identity(std::int64_t id) {
  return "user:" + std::to_string(id) + ":totp";
}

port::Query belongings(std::int64_t user_id) {
  return {&belongings_sql, {user_id}};
}

BelongingRow belonging_row(const port::Row& r) {
  return {.account_id = r.integer(0), .name = r.text(1), .role = r.text(2)};
}

port::Query members(std::int64_t account_id) {
  return {&members_sql, {account_id}};
}

MemberRow member_row(const port::Row& r) {
  return {.user_id = r.integer(0),
          .email = r.text(1),
          .name = r.text(2),
          .role = r.text(3),
          .second_factor = r.integer(4) != 0,
          .last_seen_at = r.maybe_integer(5),
          .created_at = r.integer(6)};
}

port::Query role_in(std::int64_t account_id, std::int64_t user_id) {
  return {&role_in_sql, {account_id, user_id}};
}

port::Query owners(std::int64_t account_id) {
  return {&owners_sql, {account_id}};
}

port::Query set_role(std::int64_t account_id, std::int64_t user_id, const std::string& role) {
  return {&set_role_sql, {account_id, user_id, role}};
}

port::Query leave(std::int64_t account_id, std::int64_t user_id) {
  return {&leave_sql, {account_id, user_id}};
}

port::Query save_account(std::int64_t id, const std::string& name, const std::string& time_zone) {
  return {&save_account_sql, {id, name, time_zone}};
}

}  // namespace byte8::store::people
