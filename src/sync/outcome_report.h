#pragma once
// From a run's outcome to what the store is told. A run that will be tried again says nothing yet.

#include "engine/core.h"
#include "port/shop.h"
#include "sync/world.h"

namespace byte8::sync {

// Pure: nothing where there is nothing to tell.
std::optional<port::SyncState> sync_state_of(const store::RunRow& row,
                                             const engine::RunOutcome& outcome, Millis now);

void report_outcome(engine::Ctx ctx, WorldPtr world, const store::RunRow& row,
                    const engine::RunOutcome& outcome);

}  // namespace byte8::sync
