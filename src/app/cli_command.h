#pragma once
// Commands of the command line as values: to JSON for the control socket, and from it to a command
// of the engine, so that it is the same whether a serve runs or not.

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "engine/input.h"

namespace byte8::app {

struct NewUser {
  std::string email;
  std::string role;
  std::string account;  // "acct_…"; empty: the host account
  SecretText password;  // empty: cannot sign in with one
};

struct NewToken {
  std::string email;
  std::vector<std::string> scopes;
  std::string name;
  std::string account;
};

struct NewAccount {
  std::string name;
};

struct ForgottenPassword {
  std::string email;
};

struct AuditQuestion {
  std::string account;  // empty: all
};

json::Value to_json(const NewUser& user);
json::Value to_json(const NewAccount& account);
json::Value to_json(const ForgottenPassword& forgotten);
json::Value to_json(const AuditQuestion& question);
json::Value to_json(const NewToken& token);

// Without its reply number. Fault::validation when the request is none of ours. A password is
// hashed here, on the caller's thread: it takes longer than a turn may.
Result<engine::Command> command_of(const json::Value& request);

}  // namespace byte8::app
