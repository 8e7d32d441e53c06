#pragma once
// What a provider says of a person, and whether to believe it: the ID token of OpenID Connect Core
// 1.0 §3.1.3.7, a JWT signed with RS256 or ES256 by a key of the provider. Pure; time is given.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/jwk.h"

namespace byte8::accounts {

struct OidcKey {
  std::string id;  // kid; may be empty
  crypto::PublicKey key;
};
// A JWK set. What is not for signatures, or of a kind that is not taken, is passed over.
std::vector<OidcKey> read_oidc_keys(const json::Value& jwks);

struct IdTokenWanted {
  std::string issuer;
  std::string client_id;
  std::string nonce_hash;  // SHA-256 of the nonce, hex
};

struct IdToken {
  std::string email;  // as the provider writes it; may be empty
  bool email_verified = false;
};

// The token names a key that is not in the set: it may be a new one.
inline constexpr std::string_view unknown_key = "unknown_key";

// The error's message is for the log: it names the claim that is wrong, never its value.
Result<IdToken> read_id_token(std::string_view token, const std::vector<OidcKey>& keys,
                              const IdTokenWanted& wanted, Now now);

}  // namespace byte8::accounts
