#pragma once
// Who asks: API tokens with their scopes, sessions of browsers, and the roles of their users.

#include <unordered_map>

#include "api/router.h"
#include "engine/context.h"

namespace byte8::api {

inline constexpr std::string_view token_prefix = "b8_";
inline constexpr std::string_view session_cookie = "b8_session";

// At most so many requests a second with one token.
inline constexpr int requests_per_second = 50;

class RateLimit {
 public:
  // Whether one more request of that token is let in during this second.
  bool admit(std::int64_t token_id, std::int64_t second);

 private:
  std::int64_t second_ = 0;
  std::unordered_map<std::int64_t, int> counts_;
};

// The holder of the request's token, or of its session's cookie where there is no token. Error
// `unauthenticated` for any that is not good, in one wording.
Task<Result<Who>> who_asks(engine::Ctx ctx, RequestPtr request);

// Whether this request may have that route: who asks, and for a session the X-CSRF-Token of every
// request that may change something. The error `forbidden` names what is missing.
Status let_in(const Request& request, const Who& who, const Route& route);
// For routes that need nobody: whether another site's page makes the browser ask.
bool cross_site(const Request& request);
bool host_admin(const Who& who);
// The value of the session's cookie, or empty.
// The value of a cookie, empty where there is none.
std::string cookie_value(const Request& request, std::string_view name);
std::string session_value(const Request& request);

// Whether scope and role permit it; the error `forbidden` names what is missing.
Status permitted(const Who& who, Access access);

// Scopes as words; the empty answer for a word that is none.
std::optional<Access> scope_of(std::string_view word);
// What a role may do at most.
Access most_of(std::string_view role);

}  // namespace byte8::api
