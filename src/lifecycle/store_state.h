#pragma once
// A store's row, changed in the table and in the directory in the same turn.

#include <cstdint>

#include "engine/core.h"

namespace byte8::lifecycle {

void change_store(engine::Ctx ctx, const store::StoreRow& store);

// One of its bindings is active: a store that was only paired until now is active as well.
void store_is_active(engine::Ctx ctx, std::int64_t store_id);

}  // namespace byte8::lifecycle
