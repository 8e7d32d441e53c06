#pragma once
// Finding our own invoice in the ledger: by reference, and compared with the stored plan.

#include "engine/once.h"
#include "model/canonical.h"
#include "sync/world.h"

namespace byte8::sync {

// Same contact and other total or date: ours, but not this: a person decides. Another contact:
// foreign, not ours at all. Our own found VOID: a person decides.
Task<Result<engine::Found>> look_for_document(engine::Ctx ctx, ViewPtr view,
                                              store::PostingRow posting, std::string plan);

engine::Found judge_documents(const std::vector<model::LedgerRecord>& records,
                              const model::LedgerDocument& planned);

// Older documents may be in the ledger from before a purge: they are looked up before they are
// first made.
// Whether the ledger may have it though nothing here knows: it is older than the binding, or than a
// restored database, or came up to a day after that. `accepted`: when its event was (wall).
bool may_be_in_ledger(const engine::Core& core, const model::Document& document,
                      const store::BindingRow& binding, Millis accepted);

}  // namespace byte8::sync
