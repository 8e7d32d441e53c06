#pragma once
// What the edge hands in: every request but a webhook is one command of this kind, with this
// payload. The answer is the command's http::Response.

#include <cstdint>
#include <optional>

#include "base/error.h"
#include "engine/input.h"
#include "port/http.h"

namespace byte8::api {

inline constexpr const char* http_command = "http";

struct HttpPayload : engine::Payload {
  http::Request request;
  // The paired store whose outbound JWT the edge has verified; 0 where there was none.
  std::int64_t wire_account = 0;
  std::int64_t wire_store = 0;
  // Why a JWT was refused: code `bad_token` or `unknown_tenant`. Only the wire's own routes look at
  // it.
  std::optional<Error> wire_error;
};

}  // namespace byte8::api
