#pragma once
// Rate limits: requests at a time and per day of an application, and a window per business. What is
// over the limit is answered 429 before anything was done.

#include <cstdint>
#include <string_view>

#include "port/http.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

// Counts one request; true when it is over a limit. `under_way` includes it.
bool over_limit(World& world, std::string_view client, Business* business, std::int64_t under_way,
                Millis now);

// 429 in the forms that clients must bear. Empty words: what the switches say.
http::Response too_many_requests(const Switches& switches, std::string_view retry_after,
                                 std::string_view body, Millis now);
// "empty" | "text" | "html" | "array" bodies for any status.
void set_error_body(http::Response& response, std::string_view form);

}  // namespace byte8::sandbox::sage
