#pragma once
// From a chosen business to an active binding: its facts, its lists, a suggested policy. Resumable:
// what is read is in the tables, and a start takes up every binding that has a business and is not
// active yet.

#include <cstdint>

#include "engine/core.h"

namespace byte8::lifecycle {

// A coroutine of its own; a second one for the same binding finds nothing left to do.
void start_build(engine::Ctx ctx, std::int64_t binding_id);

// The duty of a start.
Task<void> resume_builds(engine::Ctx ctx);

}  // namespace byte8::lifecycle
