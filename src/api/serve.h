#pragma once
// From a request to its answer: route, who asks, Idempotency-Key, and the headers of every answer.

#include "api/service.h"

namespace byte8::api {

Task<http::Response> serve(engine::Ctx ctx, ServicePtr service,
                           std::shared_ptr<const HttpPayload> payload);

}  // namespace byte8::api
