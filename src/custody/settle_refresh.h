#pragma once
// The settler of a renewal (engine/core.h, Handlers::settlers).

#include "engine/context.h"

namespace byte8::custody {

Task<void> settle_refresh(engine::Ctx ctx, engine::Act act, engine::OutcomePtr outcome);

}  // namespace byte8::custody
