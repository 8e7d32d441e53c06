#pragma once
// What the account's plan and the ledger's edition leave out of the settings.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/policy.h"

namespace byte8::model {

struct PolicyLimits {
  std::string plan;                      // as the operator's billing names it
  std::optional<std::int64_t> websites;  // how many one binding may take; nothing: any number
  // Settings that may not be on, by their key, and what leaves each out: "the plan Basic", "the
  // Sage edition Standard". Known keys: limited_settings.
  std::map<std::string, std::string> left_out;
};

// The settings that a plan can leave out.
inline constexpr std::string_view limited_settings[] = {"sync_products", "sync_stock",
                                                        "tax_rate_rules", "b2c_consolidation"};

// tier_limit_exceeded for each field that goes beyond; the message names the plan or edition.
std::vector<FieldError> exceeded(const Policy& policy, const PolicyLimits& limits);

}  // namespace byte8::model
