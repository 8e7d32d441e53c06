#pragma once
// What the command line asks of a running core. Each is a command with one of these payloads; the
// answer is an http::Response: 201 with JSON, or a status and {"code","message"} that the command
// line prints.

#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "engine/core.h"

namespace byte8::api {

inline constexpr const char* user_create_command = "cli.user_create";
inline constexpr const char* token_create_command = "cli.token_create";

// 201 {"id","account_id","email","role"}. The first user of an installation makes the host account.
// 409 when the e-mail is known, 422 for a role or e-mail that is none, 404 for an unknown account.
struct UserCreate : engine::Payload {
  std::string email;
  std::string role;  // owner | admin | operator | viewer
  std::optional<std::string> name;
  std::optional<std::string> account;  // "acct_…"; nothing: the host account
  std::optional<SecretText> password;
};

// 201 {"id","token"}: the only time that the token is seen. 404 for an unknown e-mail, 422 for a
// scope that is none, 409 when the user is in several accounts and none is named.
struct TokenCreate : engine::Payload {
  std::string email;
  std::vector<std::string> scopes;  // read | operate | admin
  std::optional<std::string> name;
  std::optional<std::string> account;
};

void register_cli(engine::Handlers& handlers);

}  // namespace byte8::api
