#pragma once
// Whether a store still takes our key: asked with a ping when nothing was heard from it, spread
// over the interval, at most 20 a second over all stores. Source: spec/wire.md §6.

#include <cstdint>

#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::lifecycle {

// The rate over all stores: one ping each so many milliseconds.
inline constexpr Millis ping_step = 50;
// How often a store is asked that has no Byte8 module any more.
inline constexpr Millis gone_ping_interval = Millis{3'600'000};

// One ping, and what follows from its answer: 200 brings a store back, 401 twice in a row makes it
// token_revoked and revokes its bindings, 404 makes it gone; anything else is silence, which
// changes nothing but no_contact_since.
Task<void> check_store(engine::Ctx ctx, Deps deps, std::int64_t store_id);

// The duty: one coroutine for all stores.
Task<void> keep_in_touch(engine::Ctx ctx, Deps deps);

}  // namespace byte8::lifecycle
