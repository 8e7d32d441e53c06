#pragma once
// The frame around every run: reads its row, calls the flow of its event, writes down how it ended
// and tells the scheduler. An exception ends the run as `internal`, never the turn.

#include "engine/context.h"
#include "engine/scheduler.h"

namespace byte8::engine {

Task<void> run_body(Ctx ctx, QueuedRun queued);

}  // namespace byte8::engine
