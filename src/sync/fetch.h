#pragma once
// Fetching the canonical document, and what a failure of it means for the run.

#include "engine/outcome.h"
#include "model/canonical.h"
#include "sync/world.h"

namespace byte8::sync {

// A 404 counts as "gone" only when the store answers a ping: a route can be missing for the length
// of a deploy. Then the error has the code document_gone.
Task<Result<model::Invoice>> fetch_invoice(engine::Ctx ctx, WorldPtr world, ViewPtr view,
                                           std::int64_t magento_id);

engine::RunOutcome fetch_outcome(const Error& error);

}  // namespace byte8::sync
