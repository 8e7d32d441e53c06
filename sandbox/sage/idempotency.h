#pragma once
// Sage's own idempotency key: the same id with the same body within seven days gets the first
// answer again.

#include <memory>
#include <optional>
#include <string>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

bool takes_idempotency_id(std::string_view wrapper);

// What a request with an id meets before it is carried out.
struct IdempotencyVerdict {
  std::optional<Reply> refused;        // 422: malformed, other body or other entity
  const Remembered* replay = nullptr;  // the first answer
};
IdempotencyVerdict ask_memory(Call& call, const std::string& what, const std::string& body);
// After it was carried out: remembers answers of committed requests (and refusals, by switch).
void remember(Call& call, const std::string& what, std::shared_ptr<const std::string> body,
              const Reply& reply, std::shared_ptr<const std::string> answer);

}  // namespace byte8::sandbox::sage
