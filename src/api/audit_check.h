#pragma once
// Walks an account's audit chain from its first entry.

#include <cstdint>
#include <optional>

#include "base/json.h"
#include "engine/core.h"

namespace byte8::api {

struct AuditCheck {
  std::int64_t entries = 0;
  // The number of the first entry that is not what was written, or is missing.
  std::optional<std::int64_t> broken_at;
};

// Reads in pages, so that a long chain holds no turn up.
Task<AuditCheck> check_audit(engine::Ctx ctx, std::int64_t account_id);
json::Value audit_check_json(const AuditCheck& check);

}  // namespace byte8::api
