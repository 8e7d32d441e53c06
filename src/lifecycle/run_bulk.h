#pragma once
// Acts on many runs, carried out in the background, oldest first and a few at a time; another
// process goes on where this one ended.

#include <string>
#include <vector>

#include "engine/core.h"
#include "store/runs_bulk.h"

namespace byte8::lifecycle {

// At most so many runs in one act.
inline constexpr std::int64_t bulk_max = 100'000;
// A retry of many stops when so many of them failed for the same reason again.
inline constexpr std::int64_t equal_failures_max = 5;

// `ids`: newest first. The row as it was written; total is their number.
Task<store::BulkRow> begin_bulk(engine::Ctx ctx, store::BulkRow wanted,
                                std::vector<std::int64_t> ids);
// What has not begun is left alone. Nothing, when it has ended already.
Task<void> stop_bulk(engine::Ctx ctx, store::BulkRow bulk, std::string actor);

// Goes on with what a process before left.
void register_bulk(engine::Handlers& handlers);

}  // namespace byte8::lifecycle
