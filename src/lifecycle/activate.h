#pragma once
// The last step of connecting: a suggested policy, and the binding is active, in one turn.

#include <cstdint>

#include "engine/core.h"

namespace byte8::lifecycle {

// Nothing happens unless the binding is still pending with that business. What waits in its lane is
// queued again, with the suggested policy, or with its own where it comes back.
Task<void> activate(engine::Ctx ctx, std::int64_t binding_id, std::int64_t business_id);

}  // namespace byte8::lifecycle
