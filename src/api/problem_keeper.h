#pragma once
// Keeps what pages about trouble and throughput read, in the very turn in which a run ends: its
// cause, the numbers, and what an act on many runs came to.

#include "engine/core.h"

namespace byte8::api {

// After the flows have registered what they do with an outcome: that comes first, then this.
void register_problem_keeper(engine::Handlers& handlers);

}  // namespace byte8::api
