#pragma once
// Everything that syncs, registered with the engine.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_handlers(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
