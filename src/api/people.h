#pragma once
// What the routes of accounts share: who acts, the session's cookie, and refusals.

#include <string>
#include <vector>

#include "accounts/sessions.h"
#include "api/request.h"
#include "api/service.h"

namespace byte8::api {

accounts::Actor actor_of(const Request& request);
http::Response refused(const Request& request, const std::vector<model::FieldError>& errors);
http::Response no_content();

// Adds the cookie of a new session; without Secure only where the installation is plain http,
// which configuration allows on loopback alone.
http::Response with_session(http::Response response, const accounts::Deps& deps,
                            const std::string& token);
http::Response without_session(http::Response response, const accounts::Deps& deps);

// The id that a part of the path names, 0 when it is none of that kind.
std::int64_t id_in_path(const Request& request, std::string_view prefix);

// Registers a handler that takes the accounts' dependencies too.
using PeopleHandler = Task<http::Response> (*)(engine::Ctx, RequestPtr, accounts::DepsPtr);
void add_route(Service& service, Route route, PeopleHandler handler);

}  // namespace byte8::api
