#pragma once
// What is left of an account 90 days after its subscription ended goes: stores, bindings, runs,
// mapping. Its people and its audit trail stay. Documents in the ledger are not touched; should the
// account come back, they are found there by their reference and adopted.

#include <cstdint>
#include <vector>

#include "engine/core.h"
#include "store/purge.h"

namespace byte8::lifecycle {

// In pieces, a turn each; stops where the subscription comes back meanwhile.
Task<void> purge_account(engine::Ctx ctx, std::int64_t account_id);

struct PurgeDue {
  std::int64_t account_id = 0;
  std::int64_t purge_at = 0;
  store::purge::Counts counts;
};
// Accounts whose time is over, with what would go.
Task<std::vector<PurgeDue>> purges_due(engine::Ctx ctx);

}  // namespace byte8::lifecycle
