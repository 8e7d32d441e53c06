#pragma once
// Permission at the provider: sending a browser there with state and PKCE, and what it brings back.
// Source: spec/sage.md §1; RFC 6749, RFC 7636 (S256).

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core.h"
#include "port/provider.h"

namespace byte8::custody {

// A state lives so long and is for one use.
inline constexpr Millis state_life = Millis{15} * 60'000;

// The address to send the browser to. The state's hash and the sealed verifier are committed before
// it is answered.
struct ConsentWanted {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::optional<std::string> country;
  std::string made_by;
  // SHA-256, hex, of the cookie of the session that asks; nothing: any browser may come back.
  std::optional<std::string> session_hash;
};
std::string begin_consent(engine::Ctx ctx, const ConsentWanted& wanted,
                          std::string_view redirect_uri);

struct Consent {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string made_by;
  SecretText code_verifier;
  std::optional<std::string> session_hash;
};

// Takes the state, which is then gone whatever follows. Error `unknown_state` for one that is
// unknown, used or too old: nothing may be asked of the provider then.
Task<Result<Consent>> take_state(engine::Ctx ctx, std::string state);

// Seals and writes the grant, replacing the binding's former one; false when the binding was
// revoked meanwhile.
Task<bool> keep_grant(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id,
                      port::Grant grant);

}  // namespace byte8::custody
