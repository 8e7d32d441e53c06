#pragma once
// A new password for somebody who forgot theirs.

#include <optional>
#include <string>

#include "accounts/sign_in.h"

namespace byte8::accounts {

inline constexpr std::int64_t resets_per_hour = 3;

// Queues a mail with a link where there is such a user; the caller answers the same either way.
Task<void> ask_reset(engine::Ctx ctx, DepsPtr deps, std::string email);
// For the operator: the link itself; nothing for an unknown e-mail.
Task<std::optional<std::string>> reset_link(engine::Ctx ctx, DepsPtr deps, std::string email,
                                            std::string actor);
// Ends all sessions of the user; a second factor stays. Errors: not_found (the link), validation.
Task<Status> reset_password(engine::Ctx ctx, DepsPtr deps, std::string token, SecretText password);

}  // namespace byte8::accounts
