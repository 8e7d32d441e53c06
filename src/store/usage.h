#pragma once
// How often the settings were needed: payment methods, tax percentages and defaults that documents
// fell back to, counted a day. For the settings page; nothing decides by it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "port/db.h"

namespace byte8::store {

// A case of the tax settings, as the rows of tax_rate_map and tax_rate_rules have it.
struct TaxCase {
  std::optional<std::string> country_group;  // nothing: the business's own country
  std::string percentage;                    // "20.00"
  std::optional<std::string> product_class;

  auto operator<=>(const TaxCase&) const = default;
};

// What one document needed of the policy.
struct Usage {
  std::optional<std::string> method;
  std::vector<TaxCase> tax_cases;      // each once
  std::vector<std::string> fallbacks;  // settings it fell back to: "default_tax_rate_id"
};

struct UsageRow {
  std::string kind;  // method | tax_key | fallback
  std::string key;   // the method, the setting, or what tax_case() reads
  std::int64_t seen = 0;
  std::int64_t last_day = 0;
};

namespace usage {
// Days since 1970 UTC.
std::int64_t day_of(std::int64_t wall_ms);
// The writes that count one document, and forget what is older than any question reaches.
std::vector<port::Query> count(std::int64_t account_id, std::int64_t binding_id, std::int64_t day,
                               const Usage& usage);
// Sums from that day on, the most frequent first in each kind.
port::Query since(std::int64_t account_id, std::int64_t binding_id, std::int64_t day);
UsageRow row(const port::Row& row);
TaxCase tax_case(const std::string& key);

// How far back a question may reach, in days.
inline constexpr std::int64_t days_max = 366;
}  // namespace usage

}  // namespace byte8::store
