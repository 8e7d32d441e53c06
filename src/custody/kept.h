#pragma once
// A grant that outlives its binding: kept when the binding may come back by itself, renewed weekly
// meanwhile, and given back at the provider when its time is over.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core.h"
#include "store/grants.h"
#include "store/kept.h"

namespace byte8::custody {

Task<std::optional<store::KeptGrantRow>> find_kept(engine::Ctx ctx, std::int64_t account_id,
                                                   std::int64_t binding_id);

// In this turn the binding's grant becomes a kept one, or is the binding's again.
void keep_for_return(engine::Ctx ctx, const store::GrantRow& grant, std::string reason,
                     Millis until);
void take_back_kept(engine::Ctx ctx, const store::KeptGrantRow& kept);

// Forgets a kept grant now: it is given back at the provider. Nothing when there is none.
Task<void> end_kept(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id);

// What a renewal of a kept grant brought (custody/settle_refresh.cc). False: it is not the grant
// that was renewed.
bool settle_kept(engine::Ctx ctx, const store::KeptGrantRow& kept, std::int64_t generation,
                 const Result<port::Grant>& grant);

// The duty: ends what is over, renews what is idle.
Task<void> look_after_kept(engine::Ctx ctx);

}  // namespace byte8::custody
