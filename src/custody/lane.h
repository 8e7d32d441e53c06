#pragma once
// What becomes of a binding's queue when the binding itself changes.

#include <cstdint>
#include <string>

#include "engine/core.h"
#include "port/db.h"
#include "store/directory.h"

namespace byte8::custody {

// Runs that wait for `reason` are queued again, with the policy of this moment.
Task<void> requeue_waiting(engine::Ctx ctx, std::int64_t binding_id, std::string reason);

// The question for load_lane, to be asked before the last look at the binding.
port::Query lane_rows(const store::BindingRow& binding);
// What waits in a lane that did not dispatch until now is queued again, in order, with the policy
// of this moment; runs that wait for a time go on waiting for it.
void load_lane(engine::Ctx ctx, const store::BindingRow& binding, const port::Rows& rows);

// Writes the row and lets the lane follow, in this turn.
void change_binding(engine::Ctx ctx, const store::BindingRow& binding);

}  // namespace byte8::custody
