#pragma once
// The one transition behind every disconnect: status, epoch, the tokens' row, what was queued, and
// the audit entry, in one turn. It waits for nobody; giving the grant back at the provider follows
// by itself.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::lifecycle {

// reason: disconnected_in_magento | disconnected_in_dashboard | store_rejected_key |
// subscription_ended | replaced. Idempotent. Answers what becomes of the grant: "pending", "done",
// "given_up", "nothing_to_revoke", or "kept_for_other_binding" (deleted here, but the same person's
// permission serves another binding, so it is not revoked at the provider).
Task<std::string> revoke(engine::Ctx ctx, std::int64_t binding_id, std::string reason,
                         std::string actor);

// Every live binding of the store.
Task<void> revoke_store(engine::Ctx ctx, std::int64_t store_id, std::string reason,
                        std::string actor);

}  // namespace byte8::lifecycle
