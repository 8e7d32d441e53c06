#pragma once
// product.upserted: an article of the ledger (a product, a service or a stock item) as the store
// says now, and its stock by difference. Claims F056 to F060.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_product(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
