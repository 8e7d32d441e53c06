#pragma once
// customer.upserted: the customer's contacts, one per currency in use, as the profile says now.
// Every edit arrives. Claims F052, F053.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_customer(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
