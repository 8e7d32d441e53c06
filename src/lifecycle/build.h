#pragma once
// From a chosen business to an active binding: its facts, its lists, a suggested policy. Resumable:
// what is read is in the tables, and a start takes up every binding that has a business and is not
// active yet.

#include <cstdint>

#include "engine/core.h"

namespace byte8::lifecycle {

// A coroutine of its own; a second one for the same binding finds nothing left to do.
void start_build(engine::Ctx ctx, std::int64_t binding_id);

// Reads the lists of an active binding's business again, in a coroutine of its own; what was read
// before stays in force until each new one is whole. Nothing when that is under way already.
void start_refresh(engine::Ctx ctx, std::int64_t binding_id);

// The duty of a start.
Task<void> resume_builds(engine::Ctx ctx);

}  // namespace byte8::lifecycle
