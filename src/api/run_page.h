#pragma once
// One run with everything that is known of it.

#include "api/request.h"
#include "engine/context.h"
#include "store/history.h"

namespace byte8::api {

// The run that a path names, if it is this account's.
Task<std::optional<store::RunView>> run_named(engine::Ctx ctx, RequestPtr request);
Task<json::Value> whole_run(engine::Ctx ctx, store::RunView view);

}  // namespace byte8::api
