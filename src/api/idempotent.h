#pragma once
// Unsafe calls with an Idempotency-Key: done once, the answer is kept a day.

#include "api/router.h"

namespace byte8::api {

// Calls the route's handler, or answers again what it answered. 5xx are not kept: they may be tried
// again. outlives: the route belongs to the service, which the caller holds
Task<http::Response> idempotent(engine::Ctx ctx, RequestPtr request, const Route* route);

}  // namespace byte8::api
