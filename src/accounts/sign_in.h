#pragma once
// Signing in with e-mail, password and, where a person has one, a second factor. Whatever is wrong
// is answered in one text and after the same work, so that nobody learns which it was.

#include <optional>
#include <string>

#include "accounts/sessions.h"
#include "accounts/throttle.h"
#include "base/secret.h"

namespace byte8::accounts {

struct Credentials {
  std::string email;
  SecretText password;
  std::optional<std::string> code;  // of the authenticator, or a recovery code
  std::string address;              // of the browser, for the throttle
  std::string former;               // the session's cookie it came with, or empty
};

// A person who has shown who they are. `attempt` is not forgiven yet.
struct Proven {
  store::PersonRow person;
  Try attempt;
};

// Errors: unauthenticated, totp_required (only after a right password), too_many_tries,
// unavailable. On success the caller still holds nothing: whatever is written next is its own.
Task<Result<Proven>> prove(engine::Ctx ctx, DepsPtr deps, Credentials credentials);

Task<Result<NewSession>> sign_in(engine::Ctx ctx, DepsPtr deps, Credentials credentials);

// Errors: validation (field `old` or `new`), too_many_tries. Ends the other sessions of the user.
Task<Status> change_password(engine::Ctx ctx, DepsPtr deps, Actor actor, std::int64_t session_id,
                             SecretText old_password, SecretText new_password, std::string address);

// An entry in the chain of every account that the person belongs to; writes only what `change`
// adds, in the turn of the last entry.
Task<void> audit_everywhere(engine::Ctx ctx, std::int64_t user_id, std::string actor,
                            std::string action, std::function<void()> change);

}  // namespace byte8::accounts
