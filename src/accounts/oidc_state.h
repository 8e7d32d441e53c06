#pragma once
// Sign-ins that are under way at a provider: the rows of oidc_state (sql/0005_oidc.sql).

#include <string>

#include "base/secret.h"
#include "engine/core.h"

namespace byte8::accounts {

inline constexpr Millis oidc_state_life = 10 * 60'000;
// Anybody may begin one: what a flood can leave behind has an end.
inline constexpr std::int64_t oidc_states_max = 10'000;

struct OidcBegin {
  std::string state;
  std::string nonce;
  std::string browser;  // the cookie of the browser that must come back
  std::string challenge;
};
// Keeps what the way back needs. Error `unavailable`.
Task<Result<OidcBegin>> keep_oidc_state(engine::Ctx ctx, std::string provider);

struct OidcTaken {
  std::string nonce_hash;
  SecretText verifier;
};
// Once, and only for the browser that began it. Error `unknown_state`, which does not say why.
Task<Result<OidcTaken>> take_oidc_state(engine::Ctx ctx, std::string provider, std::string state,
                                        std::string browser);

}  // namespace byte8::accounts
