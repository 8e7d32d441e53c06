#pragma once
// An older binding of a store takes a new pairing: it keeps id, history, mapping and policy, and
// the pending binding that the pairing made vanishes.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::lifecycle {

// The older one is active (it lost its partner) or revoked; a revoked one is then active again
// where its grant was kept, else pending with its own business. What waited in the pending binding
// goes on in the older one. Errors: `conflict` (the pending one is not pending, has a business or a
// grant), `business_already_bound`, validation with the field `binding_id` (not of this store, or
// not to be reused).
Task<Status> reuse(engine::Ctx ctx, std::int64_t pending_id, std::int64_t older_id,
                   std::string actor);

// Whether `older_id` may be reused by a pairing of that store; asked before the store is called.
Status reusable(engine::Ctx ctx, std::int64_t account_id, std::int64_t store_id,
                std::int64_t older_id);

// A further binding of a paired store, pending. Error: validation with the field `store_id`.
Task<Result<std::int64_t>> further_binding(engine::Ctx ctx, std::int64_t account_id,
                                           std::int64_t store_id, std::string actor);

}  // namespace byte8::lifecycle
