#pragma once
// Giving a grant back at the provider, after the binding was revoked here. Best effort: it never
// holds up the disconnect. The row of the table `revocation` has the only copy of the token.

#include <cstdint>
#include <string>

#include "base/secret.h"
#include "engine/core.h"
#include "port/provider.h"

namespace byte8::custody {

struct GivenUp {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  SecretText refresh_token;
  std::int64_t generation = 0;  // GrantRow::renewed_at of the token
};

// Whether the same person's permission also serves another binding, live or kept to come back.
Task<bool> serves_another(engine::Ctx ctx, std::string requested_by, std::int64_t binding_id);

// Writes the row in this turn and tries at once, then by the engine's schedule for a day; a start
// takes it up again. `shared`: nothing is asked of the provider. Answers the row's state.
std::string give_back(engine::Ctx ctx, const GivenUp& grant, bool shared);

// A consent that came back to a binding which could not use it any more.
Task<void> give_back_unused(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id,
                            port::Grant grant);

// The duty of a start: everything still pending.
Task<void> finish_revocations(engine::Ctx ctx);

}  // namespace byte8::custody
