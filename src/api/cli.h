#pragma once
// What the command line asks of a running core. Each is a command with one of these payloads; the
// answer is an http::Response: 201 with JSON, or a status and {"code","message"} that the command
// line prints.

#include <optional>
#include <string>
#include <vector>

#include "accounts/deps.h"
#include "base/secret.h"
#include "engine/core.h"

namespace byte8::api {

inline constexpr const char* user_create_command = "cli.user_create";
inline constexpr const char* token_create_command = "cli.token_create";
inline constexpr const char* account_create_command = "cli.account_create";
inline constexpr const char* reset_password_command = "cli.reset_password";
inline constexpr const char* audit_verify_command = "cli.audit_verify";
inline constexpr const char* setup_link_command = "setup_link";

// 201 {"id","account_id","email","role"}. The first user of an installation makes the host account.
// 409 when the e-mail is known, 422 for a role or e-mail that is none, 404 for an unknown account.
struct UserCreate : engine::Payload {
  std::string email;
  std::string role;  // owner | admin | operator | viewer
  std::optional<std::string> name;
  std::optional<std::string> account;  // "acct_…"; nothing: the host account
  // Its argon2id hash, made by whoever hands the command in: it takes longer than a turn may.
  std::optional<std::string> password_hash;
};

// 201 {"id","token"}: the only time that the token is seen. 404 for an unknown e-mail, 422 for a
// scope that is none, 409 when the user is in several accounts and none is named.
struct TokenCreate : engine::Payload {
  std::string email;
  std::vector<std::string> scopes;  // read | operate | admin
  std::optional<std::string> name;
  std::optional<std::string> account;
};

// 201 {"id"}. The first account of an installation becomes the host account.
struct AccountCreate : engine::Payload {
  std::string name;
};

// 201 {"url"}: a link for a new password. 404 for an unknown e-mail.
struct ResetPassword : engine::Payload {
  std::string email;
};

// 200 {"items":[{"account_id","entries","unbroken","broken_at"}]}; 409 when a chain is broken.
struct AuditVerify : engine::Payload {
  std::optional<std::string> account;  // nothing: all
};

// setup_link has no payload: 201 {"url"}, or 204 when there is a user already.

void register_cli(engine::Handlers& handlers);
void register_account_cli(engine::Handlers& handlers, accounts::DepsPtr deps);

}  // namespace byte8::api
