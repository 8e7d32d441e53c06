#pragma once
// The way back of a revoked binding: with its id, history, mapping and policy. Active again where
// its grant was kept, else pending until somebody consents anew.

#include <cstdint>
#include <string>

#include "engine/core.h"

namespace byte8::lifecycle {

// False, and nothing happens: it is not revoked, or another live binding has its business. What its
// disconnect cancelled is open again, in order, and what the store was told goes out again.
Task<bool> restore(engine::Ctx ctx, std::int64_t binding_id, std::string why, std::string actor);

// Every binding of a store that went with `store_rejected_key`, as long as its grant is kept; every
// binding of an account that went with `subscription_ended`.
Task<void> restore_store(engine::Ctx ctx, std::int64_t store_id);
Task<void> restore_account(engine::Ctx ctx, std::int64_t account_id, std::string actor);

// Runs cancelled by a disconnect of this binding, or of former ones of its store on the same
// business, are queued again with the policy of this moment; answers their number. Error
// `conflict` for a binding that is not active.
Task<Result<std::int64_t>> rerun(engine::Ctx ctx, std::int64_t binding_id, std::string actor);

// Everything that the store was ever told is sent again, without a call to the ledger; answers how
// much that is.
Task<std::int64_t> send_reports_again(engine::Ctx ctx, std::int64_t account_id,
                                      std::int64_t store_id);
// What is owed to the store goes out now, if somebody listens there.
void send_owed_reports(engine::Ctx ctx, std::int64_t account_id, std::int64_t store_id);

}  // namespace byte8::lifecycle
