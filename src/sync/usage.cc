#include "sync/usage.h"

#include <algorithm>
#include <set>

#include "engine/core.h"
#include "sync/tax_table.h"

namespace byte8::sync {

namespace {

// Whether the rate of a line was the default for want of a row of its own.
bool defaulted(const model::LedgerLine& line, const model::Policy& policy,
               const store::TaxCase& tax) {
  if (line.tax.zero() || policy.default_tax_rate_id != line.tax_rate_id) return false;
  const bool ruled = std::ranges::any_of(policy.tax_rate_rules, [&](const auto& rule) {
    return rule.tax_rate_id == line.tax_rate_id &&
           model::percentage_key(rule.percentage) == tax.percentage;
  });
  return !ruled && !policy.tax_rate_map.contains(tax.percentage);
}

}  // namespace

store::Usage usage_of_lines(const std::vector<model::LedgerLine>& lines,
                            const model::Policy& policy, const model::Reference& reference,
                            const model::BusinessFacts& business, std::string_view country,
                            std::string_view day) {
  std::set<store::TaxCase> cases;
  std::set<std::string> fallbacks;
  const bool abroad = !country.empty() && country != business.country;
  for (const model::LedgerLine& line : lines) {
    // Items have no account but the default one: only other lines fall back to it.
    if (line.kind != "item" && policy.default_ledger_account_id == line.ledger_account_id) {
      fallbacks.insert("default_ledger_account_id");
    }
    const model::TaxRate* rate = reference.tax_rate(line.tax_rate_id);
    if (rate == nullptr) continue;
    store::TaxCase tax{.percentage = model::percentage_key(rate->percentage_on(day))};
    if (abroad) tax.country_group = country_group(country);
    if (defaulted(line, policy, tax)) fallbacks.insert("default_tax_rate_id");
    cases.insert(std::move(tax));
  }
  return {.method = std::nullopt,
          .tax_cases = {cases.begin(), cases.end()},
          .fallbacks = {fallbacks.begin(), fallbacks.end()}};
}

store::Usage usage_of_payment(const model::Policy& policy,
                              const std::optional<std::string>& method) {
  store::Usage usage{.method = method, .tax_cases = {}, .fallbacks = {}};
  const bool mapped = method && policy.payment_method_map.contains(*method);
  if (!mapped && policy.default_bank_account_id) {
    usage.fallbacks.emplace_back("default_bank_account_id");
  }
  return usage;
}

void note_usage(engine::Ctx ctx, const store::BindingRow& binding, const store::Usage& usage) {
  const std::int64_t today = store::usage::day_of(ctx.now().wall);
  for (const port::Query& write :
       store::usage::count(binding.account_id, binding.id, today, usage)) {
    ctx.write(write);
  }
}

}  // namespace byte8::sync
