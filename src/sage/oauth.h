#pragma once
// Sage's OAuth 2.0: where the browser is sent, and the three calls of ours. Refresh tokens rotate:
// a refresh whose answer is lost may have made the old token useless, so its doubt is
// Effect::maybe. Source: spec/sage.md §1.

#include <optional>
#include <string>
#include <string_view>

#include "port/provider.h"
#include "sage/facts.h"

namespace byte8::sage {

std::string authorize_url(const SageOptions& options, std::string_view state,
                          std::string_view code_challenge, std::string_view redirect_uri,
                          std::optional<std::string_view> country);

http::Call exchange_call(const SageOptions& options, std::string_view code,
                         std::string_view redirect_uri, const SecretText& code_verifier);
http::Call refresh_call(const SageOptions& options, const SecretText& refresh_token);
http::Call revoke_call(const SageOptions& options, const SecretText& refresh_token);

// Codes: invalid_grant (auth, none: the grant is dead), invalid_client (provider, none: our
// configuration, for all merchants), oauth_refused, rate_limited, sage_unavailable (maybe once
// sent).
Result<port::Grant> read_grant(const http::Outcome& outcome);
Result<port::Nothing> read_revoked(const http::Outcome& outcome);

}  // namespace byte8::sage
