#pragma once
// A binding's policy: its versions, and saving one: read whole, checked against the business, kept
// as a new version.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/json.h"
#include "engine/core.h"
#include "model/policy.h"
#include "model/reference.h"
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

Task<std::optional<store::PolicyRow>> policy_version(engine::Ctx ctx, std::int64_t binding_id,
                                                     std::int64_t version);
// The document of a version as a value. What later rules would refuse in it has its default.
model::Policy policy_of(const store::PolicyRow& row);

// What a binding's policy is judged by; nothing while the binding has no business.
struct PolicyBasis {
  model::Reference reference;
  model::BusinessFacts business;
};
Task<std::optional<PolicyBasis>> policy_basis(engine::Ctx ctx, std::int64_t binding_id);

// The fields whose value is no longer among the lists of the business.
std::vector<std::string> missing_values(const model::Policy& policy, const PolicyBasis& basis);

// `seen`: the version the person had before them. Runs that waited for a complete policy go on.
Task<PolicySaved> save_policy(engine::Ctx ctx, std::int64_t binding_id, json::Value document,
                              std::optional<std::int64_t> seen, std::string actor);

}  // namespace byte8::lifecycle
