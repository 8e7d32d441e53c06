#pragma once
// What the routes of accounts share: who acts, the session's cookie, and refusals.

#include <optional>
#include <string>
#include <vector>

#include "accounts/sessions.h"
#include "api/request.h"
#include "api/service.h"

namespace byte8::api {

accounts::Actor actor_of(const Request& request);
http::Response no_content();

// Unreadable for scripts; Lax, because Sage's and a provider's pages send the browser back. Without
// Secure only where the installation is plain http, which configuration allows on loopback alone.
http::Header set_cookie(const accounts::Deps& deps, std::string_view name, const std::string& value,
                        Millis life);
// Adds the cookie of a new session, or ends the one there is.
http::Response with_session(http::Response response, const accounts::Deps& deps,
                            const std::string& token);
http::Response without_session(http::Response response, const accounts::Deps& deps);

// The id that a part of the path names, 0 when it is none of that kind.
std::int64_t id_in_path(const Request& request, std::string_view prefix);

// A route for whoever is signed in with a browser. Its body or its answer may hold a secret:
// nothing of it is kept for an Idempotency-Key.
Route session_route(std::string method, std::string pattern);

// What may be said about a person or an organisation: 1 to 100 characters, a zone that is known.
void check_name(const std::optional<std::string>& name, std::vector<model::FieldError>& errors);
void check_time_zone(const std::optional<std::string>& zone,
                     std::vector<model::FieldError>& errors);

// Registers a handler that takes the accounts' dependencies too.
using PeopleHandler = Task<http::Response> (*)(engine::Ctx, RequestPtr, accounts::DepsPtr);
void add_route(Service& service, Route route, PeopleHandler handler);

}  // namespace byte8::api
