#pragma once
// The hold `sage_access_removed`: set when the provider shuts us out, cleared by a new consent. It
// wins over a person's pause, which is remembered in paused_at and comes back when the hold goes.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::custody {

Task<void> hold_for_lost_access(engine::Ctx ctx, std::int64_t binding_id, std::string why);
Task<void> clear_lost_access(engine::Ctx ctx, std::int64_t binding_id, std::string actor);

}  // namespace byte8::custody
