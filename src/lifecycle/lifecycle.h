#pragma once
// What connecting leaves to be done after a start (offers whose outcome is open, bindings half
// built), and what goes on for ever: keeping in touch with stores, ending subscriptions.

#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::lifecycle {

void register_handlers(engine::Handlers& handlers, Deps deps);

}  // namespace byte8::lifecycle
