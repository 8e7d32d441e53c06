#include "store/usage.h"

namespace byte8::store::usage {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

const port::Sql count_sql{
    "count_usage",
    "INSERT INTO policy_usage (account_id, binding_id, day, kind, usage_key, seen) "
    "VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (account_id, binding_id, day, kind, usage_key) "
    "DO UPDATE SET seen = policy_usage.seen + 1"};
const port::Sql forget_sql{
    "forget_usage",
    "DELETE FROM policy_usage WHERE account_id = $1 AND binding_id = $2 AND day < $3"};
const port::Sql since_sql{
    "usage_since",
    "SELECT kind, usage_key, CAST(SUM(seen) AS BIGINT) AS times, MAX(day) FROM policy_usage "
    "WHERE account_id = $1 AND binding_id = $2 AND day >= $3 "
    "GROUP BY kind, usage_key ORDER BY kind, times DESC, usage_key"};

// "EU/20.00/": the class is last, because only it is free text.
std::string key_of(const TaxCase& one) {
  return one.country_group.value_or("") + "/" + one.percentage + "/" +
         one.product_class.value_or("");
}

std::optional<std::string> filled(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::int64_t day_of(std::int64_t wall_ms) {
  return wall_ms / day_ms;
}

std::vector<port::Query> count(std::int64_t account_id, std::int64_t binding_id, std::int64_t day,
                               const Usage& usage) {
  std::vector<port::Query> writes;
  const auto add = [&](const char* kind, const std::string& key) {
    writes.push_back({&count_sql, {account_id, binding_id, day, std::string(kind), key}});
  };
  if (usage.method) add("method", *usage.method);
  for (const TaxCase& one : usage.tax_cases) add("tax_key", key_of(one));
  for (const std::string& setting : usage.fallbacks) add("fallback", setting);
  if (!writes.empty()) writes.push_back({&forget_sql, {account_id, binding_id, day - days_max}});
  return writes;
}

port::Query since(std::int64_t account_id, std::int64_t binding_id, std::int64_t day) {
  return {&since_sql, {account_id, binding_id, day}};
}

UsageRow row(const port::Row& r) {
  return {.kind = r.text(0), .key = r.text(1), .seen = r.integer(2), .last_day = r.integer(3)};
}

TaxCase tax_case(const std::string& key) {
  const std::size_t first = key.find('/');
  const std::size_t second = first == std::string::npos ? first : key.find('/', first + 1);
  if (second == std::string::npos) return {};
  return {.country_group = filled(key.substr(0, first)),
          .percentage = key.substr(first + 1, second - first - 1),
          .product_class = filled(key.substr(second + 1))};
}

}  // namespace byte8::store::usage
