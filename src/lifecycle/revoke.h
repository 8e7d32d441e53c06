#pragma once
// The one transition behind every disconnect: status, epoch, the tokens' row, what was queued, and
// the audit entry, in one turn. It waits for nobody; giving the grant back at the provider follows
// by itself.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::lifecycle {

// How long the sealed grant is kept for a binding that may come back by itself.
inline constexpr Millis kept_after_rejection = Millis{24} * 3'600'000;
inline constexpr Millis kept_after_subscription = Millis{90} * 86'400'000;

// reason: disconnected_in_magento | disconnected_in_dashboard | store_rejected_key |
// subscription_ended | replaced. Idempotent. Answers what becomes of the grant: "pending", "done",
// "given_up", "nothing_to_revoke", "kept" (after store_rejected_key or subscription_ended: it may
// come back), or "kept_for_other_binding" (deleted here, but the same person's
// permission serves another binding, so it is not revoked at the provider).
Task<std::string> revoke(engine::Ctx ctx, std::int64_t binding_id, std::string reason,
                         std::string actor);

// Every live binding of the store.
Task<void> revoke_store(engine::Ctx ctx, std::int64_t store_id, std::string reason,
                        std::string actor);

}  // namespace byte8::lifecycle
