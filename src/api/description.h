#pragma once
// What this interface says of itself: spec/openapi.yaml as it was built in, and where to report a
// weakness (RFC 9116).

#include <string_view>

#include "api/service.h"

namespace byte8::api {

std::string_view openapi_text();

// GET /openapi.yaml and /.well-known/security.txt, for anybody.
void add_description(Service& service);

}  // namespace byte8::api
