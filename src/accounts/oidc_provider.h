#pragma once
// A provider of single sign-on: what configuration says of it, what it says of itself (OpenID
// Connect Discovery 1.0), and the calls to it. Its own words and its keys are kept for an hour.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accounts/oidc_token.h"
#include "base/secret.h"
#include "engine/core.h"

namespace byte8::accounts {

struct OidcProvider {
  std::string name;    // as in the keys of configuration and in our addresses: "entra"
  std::string issuer;  // exactly as the provider writes it
  std::string client_id;
  SecretText client_secret;

  std::string title() const;  // for people: "Entra"
};

// Whether secrets and people may be sent there: https, or this machine itself.
bool trusted_address(std::string_view url);

struct OidcEndpoints {
  std::string authorization;
  std::string token;
  std::string keys;
  bool secret_in_body = false;  // how the token endpoint wants our secret
};

// Used on the core thread only; lives as long as the handlers.
class Oidc {
 public:
  struct Kept {  // times are boot times
    OidcEndpoints endpoints;
    Millis endpoints_until = 0;
    std::vector<OidcKey> keys;
    Millis keys_at = 0;
    Millis keys_until = 0;
    Millis rests_until = 0;  // it failed: it is not asked again before
  };

  explicit Oidc(std::vector<OidcProvider> providers);
  const std::vector<OidcProvider>& providers() const { return providers_; }
  // Null where no such is configured.
  const OidcProvider* find(std::string_view name) const;
  Kept& kept(const OidcProvider& provider);

 private:
  std::vector<OidcProvider> providers_;
  std::vector<Kept> kept_;  // beside providers_
};
using OidcPtr = std::shared_ptr<Oidc>;

// Codes of the errors below; their messages are for the log. oidc_down: it did not answer, or not
// now. oidc_code: it takes this code no more. oidc_client: it does not know us, or not our secret.
// oidc_odd: its answer is none that it could have given.
inline constexpr std::string_view oidc_down = "oidc_down";
inline constexpr std::string_view oidc_code = "oidc_code";
inline constexpr std::string_view oidc_client = "oidc_client";
inline constexpr std::string_view oidc_odd = "oidc_odd";

Task<Result<OidcEndpoints>> oidc_endpoints(engine::Ctx ctx, OidcPtr oidc, OidcProvider provider);

struct OidcKeys {
  std::vector<OidcKey> all;
  Millis fetched_at = 0;  // boot time
};
// Those that were fetched within the hour, and after `after` (boot time; -1: whenever).
Task<Result<OidcKeys>> oidc_keys(engine::Ctx ctx, OidcPtr oidc, OidcProvider provider,
                                 std::string url, Millis after);

struct OidcExchange {
  std::string code;
  std::string redirect_uri;
  SecretText verifier;
};
// The ID token.
port::Verb<std::string> oidc_exchange(const OidcProvider& provider, const OidcEndpoints& endpoints,
                                      const OidcExchange& exchange);

}  // namespace byte8::accounts
