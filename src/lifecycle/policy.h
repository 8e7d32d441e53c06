#pragma once
// Saving a policy: read whole, checked against the business, kept as a new version.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/json.h"
#include "engine/core.h"
#include "model/policy.h"
#include "store/policies.h"

namespace byte8::lifecycle {

struct PolicySaved {
  std::optional<store::PolicyRow> saved;
  // Why it was not: `precondition_failed`, `conflict`, or `validation` with the refused fields.
  std::optional<Error> error;
  std::vector<model::FieldError> fields;
};

// The newest version; nothing before the binding is active.
Task<std::optional<store::PolicyRow>> current_policy(engine::Ctx ctx, std::int64_t binding_id);

// `seen`: the version the person had before them. Runs that waited for a complete policy go on.
Task<PolicySaved> save_policy(engine::Ctx ctx, std::int64_t binding_id, json::Value document,
                              std::optional<std::int64_t> seen, std::string actor);

}  // namespace byte8::lifecycle
