#pragma once
// Giving a grant back at the provider, after the binding was revoked here. Best effort: it never
// holds up the disconnect. The row of the table `revocation` has the only copy of the token.

#include <cstdint>

#include "engine/core.h"

namespace byte8::custody {

// Tries at once, then by the engine's schedule while the process lives; a start takes it up again.
void revoke_at_provider(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id);

// The duty of a start: everything still pending.
Task<void> finish_revocations(engine::Ctx ctx);

}  // namespace byte8::custody
