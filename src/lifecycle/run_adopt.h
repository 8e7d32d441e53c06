#pragma once
// A document or contact that is in the ledger already and belongs to a run: what is there under its
// reference, linking one of them after comparing, and telling a reinstalled shop's document from
// the one that was mapped before.

#include <string>
#include <vector>

#include "lifecycle/deps.h"
#include "lifecycle/run_acts.h"
#include "model/ledger.h"

namespace byte8::lifecycle {

// One figure that is not the same on both sides.
struct Difference {
  std::string field;
  std::string store;
  std::string ledger;
};

struct LedgerMatch {
  model::LedgerRecord record;
  std::vector<Difference> differences;  // empty: it may be adopted
};

// Errors: `not_found`, `conflict` for a run of a kind that is never linked, and those of store and
// ledger.
Task<Result<std::vector<LedgerMatch>>> ledger_matches(engine::Ctx ctx, Deps deps,
                                                      std::int64_t account_id, std::int64_t run_id);

struct Adoption {
  Status status;
  std::vector<Difference> differences;  // of `does_not_match`
};
Task<Adoption> adopt_record(engine::Ctx ctx, Deps deps, std::int64_t account_id,
                            std::int64_t run_id, std::string provider_id, std::string actor);

// Only where the run is held as reinstalled_store; it is tried again afterwards.
Task<Status> resolve_run(engine::Ctx ctx, Deps deps, std::int64_t account_id, std::int64_t run_id,
                         bool same, std::string actor);

}  // namespace byte8::lifecycle
