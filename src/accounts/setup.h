#pragma once
// The first user, and accounts that are made by the operator.

#include <string>

#include "accounts/sessions.h"
#include "base/secret.h"

namespace byte8::accounts {

// The link for the first user, good for an hour and once; the one before it dies. Nothing: there is
// a user already.
Task<std::optional<std::string>> setup_link(engine::Ctx ctx, DepsPtr deps);

struct Founding {
  std::string token;
  std::string organisation;
  std::string name;
  std::string email;
  SecretText password;
  std::string time_zone;
  std::string address;
};
// Makes the host account with its owner. Errors: not_found (the link), validation.
Task<Result<NewSession>> set_up(engine::Ctx ctx, DepsPtr deps, Founding founding);

// A further account (the first one becomes the host account), without users. Error: validation.
Task<Result<std::int64_t>> create_account(engine::Ctx ctx, std::string name, std::string actor);

}  // namespace byte8::accounts
