#include "model/policy_limits.h"

namespace byte8::model {

namespace {

constexpr const char* code = "tier_limit_exceeded";

std::string websites_included(const PolicyLimits& limits) {
  const std::string count = std::to_string(*limits.websites);
  return "the plan " + limits.plan + " includes " + count +
         (*limits.websites == 1 ? " website" : " websites");
}

}  // namespace

std::vector<FieldError> exceeded(const Policy& policy, const PolicyLimits& limits) {
  std::vector<FieldError> errors;
  if (limits.websites) {
    // An empty filter is every website of the store, of which nobody knows how many there will be.
    const bool all = policy.website_filter.empty();
    if (all) {
      errors.push_back({"website_filter", code, websites_included(limits) + ": name them here"});
    } else if (static_cast<std::int64_t>(policy.website_filter.size()) > *limits.websites) {
      errors.push_back({"website_filter", code, websites_included(limits)});
    }
  }
  const auto check = [&limits, &errors](const char* setting, const char* field, bool on) {
    const auto found = limits.left_out.find(setting);
    if (!on || found == limits.left_out.end()) return;
    errors.push_back({field, code, "not included in " + found->second});
  };
  check("sync_products", "sync_products", policy.sync_products);
  check("sync_stock", "sync_stock", policy.sync_stock);
  check("tax_rate_rules", "tax_rate_rules", !policy.tax_rate_rules.empty());
  check("b2c_consolidation", "b2c_consolidation.enabled", policy.b2c_consolidation.enabled);
  return errors;
}

}  // namespace byte8::model
