#pragma once
// Single sign-on by OpenID Connect, authorization code flow with PKCE: a browser is sent to the
// provider and comes back with a code. Who is let in is somebody we know by an e-mail address that
// the provider has verified; nobody is made here, and no second factor is asked: the provider did
// what it holds necessary. Sources: OpenID Connect Core 1.0, RFC 7636, RFC 9207.

#include <string>

#include "accounts/oidc_provider.h"
#include "accounts/sessions.h"

namespace byte8::accounts {

// Where the provider sends browsers back to.
std::string oidc_callback(const Deps& deps, const OidcProvider& provider);

struct OidcDeparture {
  std::string url;
  std::string browser;  // what the browser must bring back in a cookie, within oidc_state_life
};
// The messages of all errors below are for the person.
Task<Result<OidcDeparture>> begin_oidc(engine::Ctx ctx, DepsPtr deps, OidcPtr oidc,
                                       OidcProvider provider);

struct OidcArrival {
  std::string state;
  std::string code;
  std::string error;    // what the provider says instead of a code
  std::string issuer;   // who it says it is; empty where it says nothing
  std::string browser;  // the cookie of OidcDeparture
  std::string address;
  std::string former;  // the session's cookie it came with, or empty
};
// A state is used up whatever comes of it.
Task<Result<NewSession>> finish_oidc(engine::Ctx ctx, DepsPtr deps, OidcPtr oidc,
                                     OidcProvider provider, OidcArrival arrival);

}  // namespace byte8::accounts
