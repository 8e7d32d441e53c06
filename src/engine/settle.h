#pragma once
// Settling an act of `once`: applied whether or not the run still exists and whatever the binding's
// status. Guarded by the posting's own act number, by nothing else.

#include "engine/context.h"

namespace byte8::engine {

Task<void> settle_posting(Ctx ctx, Act act, OutcomePtr outcome);

}  // namespace byte8::engine
