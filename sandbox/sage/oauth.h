#pragma once
// www.sageone.com and oauth.accounting.sage.com: authorise, token, revoke. Refresh tokens rotate;
// the old one is dead at once. Error bodies are {"error","error_description"} with status 400.

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "port/http.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

struct OauthAnswer {
  http::Response response;
  bool committed = false;
};

OauthAnswer authorise(World& world, const http::Request& request, Millis now);
OauthAnswer give_token(World& world, const http::Request& request, Millis now);
OauthAnswer revoke_token(World& world, const http::Request& request);

// Who speaks: of "Bearer …"; empty where the token is unknown or has expired.
struct Identity {
  std::string client, user, scope;
};
std::optional<Identity> identify(const World& world, const http::Request& request, Millis now);
// The client that an OAuth form names, in the body or by Basic; empty where none.
std::string client_named(const http::Request& request);

// From the user's side: the next refresh of these grants fails. Returns how many were alive.
std::int64_t cut_off(World& world, std::string_view user, std::string_view client = "");

}  // namespace byte8::sandbox::sage
