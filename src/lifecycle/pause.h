#pragma once
// A person's stop: the binding accepts events and dispatches nothing.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::lifecycle {

// Idempotent. Error `conflict` for a revoked binding.
Task<Status> pause(engine::Ctx ctx, std::int64_t binding_id, std::string actor);
Task<Status> resume(engine::Ctx ctx, std::int64_t binding_id, std::string actor);

}  // namespace byte8::lifecycle
