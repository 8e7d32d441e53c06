#pragma once
// Beginning an act on many runs, and showing it.

#include "api/run_list.h"
#include "store/runs_bulk.h"

namespace byte8::api {

// 202 with the act; 409 count_changed when the filter finds another number than was shown.
// `wanted`: account, action, filter, reason and actor.
Task<http::Response> begin_over(engine::Ctx ctx, RequestPtr request, store::BulkRow wanted,
                                FilterPtr filter, std::optional<std::int64_t> count);
Task<json::Value> bulk_json(engine::Ctx ctx, store::BulkRow bulk);

}  // namespace byte8::api
