#include "lifecycle/policy.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "lifecycle/policy_limits.h"
#include "lifecycle/subscription.h"
#include "store/facts.h"
#include "store/ids.h"
#include "store/references.h"
#include "sync/suggest.h"

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

std::string websites_text(const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return "every website";
  return fmt::format("{} {}", ids.size() == 1 ? "website" : "websites", fmt::join(ids, ", "));
}

// A website that is in the filters of two bindings would be posted twice. An empty filter is all
// websites; narrowing it is the way out of an overlap, so only the wide one is refused.
void note_overlaps(const Policy& mine, const Policy& other, const std::string& whose,
                   std::vector<FieldError>& errors) {
  if (mine.website_filter.empty()) {
    errors.push_back({"website_filter", "overlaps",
                      "the binding of this store to " + whose + " takes " +
                          websites_text(other.website_filter) + ": name the websites of this one"});
  }
  for (const std::int64_t website : mine.website_filter) {
    if (std::ranges::find(other.website_filter, website) == other.website_filter.end()) continue;
    errors.push_back({"website_filter", "overlaps",
                      "website " + std::to_string(website) +
                          " is in the filter of the binding of this store to " + whose});
  }
}

std::string business_name(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  const store::BusinessRow* business =
      ctx.core().directory().business(binding->business_id.value_or(0));
  return business == nullptr ? "another business" : business->name;
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
    if (row) note_overlaps(policy, policy_of(*row), business_name(ctx, other), errors);
  }
  co_return errors;
}

Task<std::vector<FieldError>> refused_by_business(engine::Ctx ctx, std::int64_t binding_id,
                                                  Policy policy) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  const std::int64_t account_id = binding->account_id;
  const std::int64_t business_id = *binding->business_id;
  const auto plan = co_await subscription(ctx, account_id);
  const auto basis = co_await policy_basis(ctx, binding_id);
  std::vector<FieldError> errors = model::validate(policy, basis->reference, basis->business);
  const store::BusinessRow* business = ctx.core().directory().business(business_id);
  std::ranges::move(model::exceeded(policy, policy_limits(plan, *business)),
                    std::back_inserter(errors));
  std::ranges::move(co_await overlaps(ctx, binding_id, policy), std::back_inserter(errors));
  co_return errors;
}

bool within(std::string_view field, std::string_view parent) {
  return field == parent || (field.starts_with(parent) && field.substr(parent.size(), 1) == ".");
}

// What could not be read has a default in the policy: nothing more is said about such a field.
void add_where_read(std::vector<FieldError> more, std::vector<FieldError>& errors) {
  const std::size_t unread = errors.size();
  for (FieldError& error : more) {
    const auto last = errors.begin() + static_cast<std::ptrdiff_t>(unread);
    const bool told = std::any_of(errors.begin(), last, [&error](const FieldError& other) {
      return within(error.field, other.field) || within(other.field, error.field);
    });
    if (!told) errors.push_back(std::move(error));
  }
}

// Where the document does not name a time zone, the country does, if it has one only.
void add_time_zone(engine::Ctx ctx, const store::BindingRow& binding, json::Value& document) {
  if (!document.is_object() || document.find("time_zone") != nullptr) return;
  const store::BusinessRow* business = ctx.core().directory().business(*binding.business_id);
  document.set("time_zone", sync::default_time_zone(store::facts_of(*business).country));
}

}  // namespace

Task<std::optional<store::PolicyRow>> policy_version(engine::Ctx ctx, std::int64_t binding_id,
                                                     std::int64_t version) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr) co_return std::nullopt;
  const port::Rows rows =
      co_await ctx.ask(store::policies::find(binding->account_id, binding_id, version));
  if (rows.empty()) co_return std::nullopt;
  co_return store::policies::row(rows.only());
}

Task<std::optional<store::PolicyRow>> current_policy(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  return policy_version(ctx, binding_id, binding == nullptr ? 0 : binding->policy_version);
}

Policy policy_of(const store::PolicyRow& row) {
  const auto document = json::parse(row.document);
  std::vector<FieldError> ignored;
  return document ? model::read_policy(*document, ignored) : Policy{};
}

Task<std::optional<PolicyBasis>> policy_basis(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || !binding->business_id) co_return std::nullopt;
  const std::int64_t business_id = *binding->business_id;
  const port::Rows lists =
      co_await ctx.ask(store::references::all(binding->account_id, business_id));
  const store::BusinessRow* business = ctx.core().directory().business(business_id);
  if (business == nullptr) co_return std::nullopt;
  co_return PolicyBasis{.reference = store::references::read(ctx.core().provider(), lists),
                        .business = store::facts_of(*business)};
}

std::vector<std::string> missing_values(const Policy& policy, const PolicyBasis& basis) {
  std::vector<std::string> fields;
  for (const FieldError& error : model::validate(policy, basis.reference, basis.business)) {
    if (error.code == "not_in_reference") fields.push_back(error.field);
  }
  return fields;
}

Task<PolicySaved> save_policy(engine::Ctx ctx, std::int64_t binding_id, json::Value document,
                              std::optional<std::int64_t> seen, std::string actor) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  BYTE8_CHECK(known != nullptr);
  if (known->status != "active") {
    co_return not_saved("conflict", "the binding has no business yet, or is revoked");
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, known->account_id);
  add_time_zone(ctx, *ctx.core().directory().binding(binding_id), document);
  std::vector<FieldError> errors;
  const Policy policy = model::read_policy(document, errors);
  add_where_read(co_await refused_by_business(ctx, binding_id, policy), errors);
  store::BindingRow binding = *ctx.core().directory().binding(binding_id);
  if (!seen || *seen != binding.policy_version) {
    co_return not_saved("precondition_failed",
                        "send If-Match with the ETag of the policy you have changed; somebody may "
                        "have saved another version since");
  }
  if (!errors.empty()) co_return refused(std::move(errors));
  if (binding.status != "active") co_return not_saved("conflict", "the binding is revoked");
  store::PolicyRow row;
  row.account_id = binding.account_id;
  row.binding_id = binding_id;
  row.version = binding.policy_version + 1;
  row.document = json::write(model::to_json(policy));
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
