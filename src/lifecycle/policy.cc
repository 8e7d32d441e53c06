#include "lifecycle/policy.h"

#include <algorithm>

#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "store/facts.h"
#include "store/ids.h"
#include "store/references.h"

namespace byte8::lifecycle {
namespace {

using model::FieldError;
using model::Policy;

PolicySaved not_saved(std::string code, std::string message) {
  return {.error = Error::coded(Fault::validation, std::move(code), std::move(message))};
}

PolicySaved refused(std::vector<FieldError> fields) {
  PolicySaved answer = not_saved("validation", "some settings were refused; see errors");
  answer.fields = std::move(fields);
  return answer;
}

// A website that is in the filters of two bindings would be posted twice. An empty filter is all
// websites; narrowing it is the way out of an overlap, so only the wide one is refused.
void note_overlaps(const Policy& mine, const Policy& other, std::vector<FieldError>& errors) {
  if (mine.website_filter.empty()) {
    const std::string theirs = other.website_filter.empty()
                                   ? "every website"
                                   : "website " + std::to_string(other.website_filter.front());
    errors.push_back(
        {"website_filter", "overlaps",
         "another binding of this store takes " + theirs + ": name the websites of this one"});
  }
  for (const std::int64_t website : mine.website_filter) {
    if (std::ranges::find(other.website_filter, website) == other.website_filter.end()) continue;
    errors.push_back({"website_filter", "overlaps",
                      "website " + std::to_string(website) +
                          " is in the filter of another binding of this store"});
  }
}

Task<std::vector<FieldError>> overlaps(engine::Ctx ctx, std::int64_t binding_id, Policy policy) {
  std::vector<FieldError> errors;
  std::vector<std::int64_t> others;
  const store::BindingRow* mine = ctx.core().directory().binding(binding_id);
  for (const store::BindingRow* row : ctx.core().directory().bindings_of_store(mine->store_id)) {
    if (row->id != binding_id && row->live()) others.push_back(row->id);
  }
  for (const std::int64_t other : others) {
    const auto row = co_await current_policy(ctx, other);
    if (!row) continue;
    auto value = json::parse(row->document);
    std::vector<FieldError> ignored;
    auto read = value ? model::parse_policy(*value, ignored) : value.error();
    if (read) note_overlaps(policy, *read, errors);
  }
  co_return errors;
}

Task<std::vector<FieldError>> refused_fields(engine::Ctx ctx, std::int64_t binding_id,
                                             Policy policy) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  const std::int64_t account_id = binding->account_id;
  const std::int64_t business_id = *binding->business_id;
  const port::Rows lists = co_await ctx.ask(store::references::all(account_id, business_id));
  const store::BusinessRow* business = ctx.core().directory().business(business_id);
  std::vector<FieldError> errors = model::validate(
      policy, store::references::read(ctx.core().provider(), lists), store::facts_of(*business));
  for (FieldError& error : co_await overlaps(ctx, binding_id, policy)) {
    errors.push_back(std::move(error));
  }
  co_return errors;
}

}  // namespace

Task<std::optional<store::PolicyRow>> current_policy(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || binding->policy_version == 0) co_return std::nullopt;
  const port::Rows rows = co_await ctx.ask(
      store::policies::find(binding->account_id, binding_id, binding->policy_version));
  if (rows.empty()) co_return std::nullopt;
  co_return store::policies::row(rows.only());
}

Task<PolicySaved> save_policy(engine::Ctx ctx, std::int64_t binding_id, json::Value document,
                              std::optional<std::int64_t> seen, std::string actor) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  BYTE8_CHECK(known != nullptr);
  if (known->status != "active") {
    co_return not_saved("conflict", "the binding has no business yet, or is revoked");
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, known->account_id);
  std::vector<FieldError> errors;
  auto policy = model::parse_policy(document, errors);
  if (policy && errors.empty()) errors = co_await refused_fields(ctx, binding_id, *policy);
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!seen || *seen != binding.policy_version) {
    co_return not_saved("precondition_failed",
                        "send If-Match with the ETag of the policy you have changed; somebody may "
                        "have saved another version since");
  }
  if (!policy || !errors.empty()) co_return refused(std::move(errors));
  if (binding.status != "active") co_return not_saved("conflict", "the binding is revoked");
  store::PolicyRow row;
  row.account_id = binding.account_id;
  row.binding_id = binding_id;
  row.version = binding.policy_version + 1;
  row.document = json::write(model::to_json(*policy));
  row.saved_by = actor;
  row.saved_at = ctx.now().wall;
  ctx.write(store::policies::insert(row));
  chain.append(ctx, actor, "policy.saved", store::id_text("bind", binding_id),
               std::to_string(binding.policy_version), std::to_string(row.version));
  binding.policy_version = row.version;
  custody::change_binding(ctx, binding);
  co_await custody::requeue_waiting(ctx, binding_id, "policy_incomplete");
  co_return PolicySaved{.saved = row};
}

}  // namespace byte8::lifecycle
