#pragma once
// Who belongs to an account: invitations, roles, leaving. An account never loses its last owner,
// and only an owner makes, changes or removes one.

#include <optional>
#include <string>

#include "accounts/sign_in.h"
#include "store/links.h"

namespace byte8::accounts {

inline constexpr Millis invitation_life = 7 * one_day;

bool is_role(std::string_view word);

struct Invited {
  std::int64_t id = 0;
  std::string url;
};
// One who was invited before gets a new link; the old one dies. Errors: validation, forbidden,
// conflict (belongs already).
Task<Result<Invited>> invite(engine::Ctx ctx, DepsPtr deps, Actor actor, std::string email,
                             std::string role);
// Error not_found.
Task<Status> withdraw_invitation(engine::Ctx ctx, Actor actor, std::int64_t id);

struct Offer {
  store::InvitationRow invitation;
  std::string account;
  bool known = false;  // there is a user with this e-mail, whose own password is asked for
};
Task<std::optional<Offer>> find_offer(engine::Ctx ctx, std::string token);

struct Acceptance {
  std::string token;
  std::string name;  // of a new user
  SecretText password;
  std::optional<std::string> code;
  std::string address;
};
// A new user gets that password. One who is known must show theirs: an invitation is no way to
// somebody's other accounts. Errors: not_found, validation, and those of prove().
Task<Result<NewSession>> accept(engine::Ctx ctx, DepsPtr deps, Acceptance acceptance);

// Errors: not_found, forbidden, conflict (the last owner), validation.
Task<Status> change_role(engine::Ctx ctx, Actor actor, std::int64_t user_id, std::string role);
// Ends their sessions and tokens in this account.
Task<Status> remove_member(engine::Ctx ctx, Actor actor, std::int64_t user_id);

}  // namespace byte8::accounts
