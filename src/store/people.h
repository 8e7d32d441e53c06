#pragma once
// A user with all that signing in needs, and who belongs to which account with which role.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct PersonRow {
  std::int64_t id = 0;
  std::string email;  // lower case
  std::string name;
  std::optional<std::string> password_hash;
  std::int64_t created_at = 0;
  std::optional<std::string> time_zone;
  std::optional<std::string> theme;    // light | dark | auto
  std::optional<std::string> density;  // comfortable | compact
  std::optional<std::string> sealed_totp;
  std::optional<std::string> pending_totp;
  std::optional<std::int64_t> totp_step;
  std::optional<std::int64_t> last_account_id;
};

// A member of an account as the team's page lists them.
struct MemberRow {
  std::int64_t user_id = 0;
  std::string email;
  std::string name;
  std::string role;
  bool second_factor = false;
  std::optional<std::int64_t> last_seen_at;
  std::int64_t created_at = 0;
};

// An account that somebody belongs to.
struct BelongingRow {
  std::int64_t account_id = 0;
  std::string name;
  std::string role;
};

namespace people {
port::Query find(std::int64_t id);
port::Query by_email(const std::string& email);
PersonRow row(const port::Row& row);
// Whether there is any user at all: one row, or none.
port::Query any();

port::Query save_profile(const PersonRow& person);  // name, time zone, theme, density
port::Query set_password(std::int64_t id, const std::string& hash);
port::Query offer_totp(std::int64_t id, const std::string& sealed);
// The offered secret becomes the one in force; that code is used.
port::Query confirm_totp(std::int64_t id, std::int64_t step);
port::Query remove_totp(std::int64_t id);
port::Query use_totp_step(std::int64_t id, std::int64_t step);
port::Query set_last_account(std::int64_t id, std::int64_t account_id);

std::string totp_identity(std::int64_t id);  // for sealing

port::Query belongings(std::int64_t user_id);
BelongingRow belonging_row(const port::Row& row);
port::Query members(std::int64_t account_id);
MemberRow member_row(const port::Row& row);
// One row with the role, or none.
port::Query role_in(std::int64_t account_id, std::int64_t user_id);
port::Query owners(std::int64_t account_id);  // one row: how many
port::Query set_role(std::int64_t account_id, std::int64_t user_id, const std::string& role);
port::Query leave(std::int64_t account_id, std::int64_t user_id);

port::Query save_account(std::int64_t id, const std::string& name, const std::string& time_zone);
}  // namespace people

}  // namespace byte8::store
