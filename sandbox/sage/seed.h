#pragma once
// The world at the start: four businesses with their charts of accounts, and three users
// (fixed_ids.h).

#include "sandbox/sage/simulator.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

World seeded_world(const Options& options);

}  // namespace byte8::sandbox::sage
