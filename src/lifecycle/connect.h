#pragma once
// Pairing a store: a fresh key and the tenant id are durable before the store is asked; what came
// of a lost answer is decided by a ping signed with that key. Source: spec/wire.md §6.

#include <cstdint>
#include <string>

#include "lifecycle/pairing.h"

namespace byte8::lifecycle {

// A base URL that the account knows keeps its tenant id, and its old key until the new one is
// taken. Errors (Fault::validation unless said otherwise): `invalid_url`, `pairing_refused`,
// `store_unreachable`, `not_a_byte8_store`, `https_required`, `address_not_allowed`, each with the
// field it is about.
Task<Result<Connected>> connect(engine::Ctx ctx, Deps deps, std::int64_t account_id,
                                std::string base_url, std::string pairing_code, std::string actor);

}  // namespace byte8::lifecycle
