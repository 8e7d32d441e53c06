#include "lifecycle/policy_limits.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "store/facts.h"

namespace byte8::lifecycle {
namespace {

// Subscriptions of Sage that are smaller than the largest one (spec/sage.md).
struct Edition {
  std::string_view subscription;
  std::string_view name;
  bool products;
};
constexpr std::array<Edition, 4> small_editions = {{{"MICRO", "Start", false},
                                                    {"START", "Start", false},
                                                    {"ACCOUNTS", "Standard", true},
                                                    {"ACCOUNTING_10", "Standard", true}}};

void leave_out_by_edition(const store::BusinessRow& business, model::PolicyLimits& limits) {
  const std::string subscription = store::subscription_of(business);
  const auto* found = std::ranges::find(small_editions, subscription, &Edition::subscription);
  if (found == small_editions.end()) return;
  const std::string edition = "the Sage edition " + std::string(found->name);
  limits.left_out.emplace("sync_stock", edition);
  if (!found->products) limits.left_out.emplace("sync_products", edition);
}

void leave_out_by_plan(const store::SubscriptionRow& plan, model::PolicyLimits& limits) {
  limits.plan = plan.plan;
  auto value = json::parse(plan.limits);
  if (!value) return;
  if (const json::Value* websites = value->find("websites")) limits.websites = websites->integer();
  const json::Value* features = value->find("features");
  if (features == nullptr || !features->is_array()) return;
  for (const std::string_view setting : model::limited_settings) {
    const bool included = std::ranges::any_of(features->array(), [setting](const auto& feature) {
      return feature.is_string() && feature.string() == setting;
    });
    if (!included) limits.left_out.emplace(setting, "the plan " + plan.plan);
  }
}

}  // namespace

model::PolicyLimits policy_limits(const std::optional<store::SubscriptionRow>& plan,
                                  const store::BusinessRow& business) {
  model::PolicyLimits limits;
  if (plan) leave_out_by_plan(*plan, limits);
  leave_out_by_edition(business, limits);
  return limits;
}

}  // namespace byte8::lifecycle
