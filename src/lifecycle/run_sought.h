#pragma once
// What a run is about, as it is in the store now and as the ledger should have it: by kind of
// entity.

#include <string>
#include <vector>

#include "engine/once.h"
#include "lifecycle/deps.h"
#include "lifecycle/run_adopt.h"
#include "sync/flow.h"

namespace byte8::lifecycle {

struct Sought {
  sync::ViewPtr view;
  std::string kind;       // of the ledger: sales_invoice | sales_credit_note | contact
  std::string number;     // the store's
  std::string reference;  // ours in the ledger
  std::string total;      // "69.00"; empty: not compared
  std::string currency;
  std::string date;         // likewise
  std::string source_guid;  // of contacts
  store::XrefRow xref;      // without what the ledger says
  std::string operation_key;
  std::vector<std::string> operation_prefixes;  // of everything that was ever posted for it
};

// Asks the store. `conflict` for a kind of run that makes no document of its own.
Task<Result<Sought>> sought_by(engine::Ctx ctx, Deps deps, store::RunRow run);
// What the ledger has under that reference; what was deleted there is left out.
Task<Result<std::vector<model::LedgerRecord>>> records_of(engine::Ctx ctx, Sought sought);
std::vector<Difference> compare(const Sought& sought, const model::LedgerRecord& record);

}  // namespace byte8::lifecycle
