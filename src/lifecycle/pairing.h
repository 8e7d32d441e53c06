#pragma once
// A key offered to a store: whether it took it, and what follows when it did.

#include <cstdint>
#include <string>

#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::lifecycle {

struct Connected {
  std::int64_t store_id = 0;
  std::int64_t binding_id = 0;
  bool had_lost_contact = false;  // before: active bindings of it were without a partner
};

// Says which keys the edge shall accept from the store; sealed_offer may be empty.
void tell_keys(engine::Ctx ctx, const store::StoreRow& store, const std::string& sealed_offer);

// The store took the key: it is in force from this turn on, and a pending binding stands ready.
// Error `conflict` when another offer has taken its place meanwhile.
Task<Result<Connected>> finish_pairing(engine::Ctx ctx, std::int64_t store_id,
                                       std::string sealed_offer, std::string actor);

// Asks the store with a ping signed by the offered key. True: it took it.
Task<bool> offer_taken(engine::Ctx ctx, Deps deps, std::int64_t store_id, std::string sealed_offer);

// Goes on asking for as long as a request that got lost can still arrive.
void watch_offer(engine::Ctx ctx, Deps deps, std::int64_t store_id, std::string sealed_offer,
                 std::string actor);

// The duty of a start: offers whose outcome nobody learned.
Task<void> resume_pairings(engine::Ctx ctx, Deps deps);

}  // namespace byte8::lifecycle
