#pragma once
// api.accounting.sage.com/v3.1: who asks, for which business, with which rights; then the entity's
// own code.

#include <memory>
#include <string>
#include <string_view>

#include "port/http.h"
#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

struct ApiHints {
  Millis arrived = 0;  // tokens are judged by this: what was let in is carried out, however late
  bool overlapped = false;  // another POST to the same business is under way
  bool next_null = false;   // fault next_null
  bool same_id_under_way =
      false;  // the first request with this idempotency id has not been carried out yet
};

struct ApiAnswer {
  http::Response response;
  std::shared_ptr<const std::string> body;  // of the answer, shared with the log and the memory
  bool committed = false;
  bool replayed = false;
};

ApiAnswer serve_api(World& world, const http::Request& request,
                    std::shared_ptr<const std::string> body, const ApiHints& hints, Millis now);

// The business a request is about: X-Business, else the lead business of the token's user; null if
// neither.
Business* business_of(World& world, const http::Request& request, Millis now);
// POST to one of the endpoints that must not be called in parallel for one business.
bool is_serial_write(const http::Request& request);
// The idempotency id in the body of a POST or PUT, or empty.
std::string idempotency_id_of(const http::Request& request);

}  // namespace byte8::sandbox::sage
