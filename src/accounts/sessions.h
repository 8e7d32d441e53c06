#pragma once
// Sessions of browsers: 32 random bytes in a cookie, known here by their hash. A new one at every
// sign-in, so that none can be prepared for somebody else.

#include <optional>
#include <string>
#include <string_view>

#include "accounts/deps.h"
#include "store/people.h"
#include "store/sessions.h"

namespace byte8::accounts {

inline constexpr Millis session_life = 30 * one_day;
inline constexpr Millis session_idle = 7 * one_day;
// How exact "last seen" is: a write for every look at a page would be too much.
inline constexpr Millis seen_every = 60'000;

struct NewSession {
  std::string token;  // the cookie's value
  std::int64_t account_id = 0;
  std::int64_t user_id = 0;
};

// Writes only. What the browser had before (`former`, may be empty) ends here.
NewSession open_session(engine::Ctx ctx, std::int64_t account_id, std::int64_t user_id,
                        const std::string& address, const std::string& former);

// The holder of a cookie's value, if the session is neither over nor its user removed. Notes that
// it was seen.
Task<std::optional<store::SessionHolder>> session_of(engine::Ctx ctx, std::string token);

// What every unsafe request of that session must bring along; a function of the cookie's value.
std::string csrf_token(std::string_view session_token);

// Where a person who signs in lands: the account looked at last, else the first. Nothing: none is
// left.
Task<std::optional<std::int64_t>> landing(engine::Ctx ctx, std::int64_t user_id,
                                          std::optional<std::int64_t> last);

// The session looks at another account of the same person. Error `not_found`.
Task<Status> switch_account(engine::Ctx ctx, store::SessionRow session, std::int64_t account_id);

std::string user_actor(std::int64_t user_id);  // for the audit trail

}  // namespace byte8::accounts
