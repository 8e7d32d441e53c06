#include "sync/suggest.h"

#include <algorithm>

namespace byte8::sync {

namespace {

using model::Rate;
using model::Reference;
using model::TaxRate;

std::optional<std::string> visible_rate(const Reference& reference, const std::string& id) {
  const TaxRate* rate = reference.tax_rate(id);
  if (rate == nullptr || !rate->visible) return std::nullopt;
  return id;
}

// Several rates can have one percentage (zero, exempt, no tax); the ordinary one has the lower
// number.
int rank(const TaxRate& rate) {
  if (rate.id.ends_with("_STANDARD")) return 0;
  if (rate.id.ends_with("_LOWER") || rate.id.ends_with("_REDUCED")) return 1;
  return rate.id.ends_with("_ZERO") ? 2 : 3;
}

void map_tax_rates(const Reference& reference, std::string_view day, model::Policy& policy) {
  std::map<std::string, const TaxRate*> best;
  for (const TaxRate& rate : reference.tax_rates) {
    if (!rate.visible || rate.combined) continue;
    const auto [entry, added] = best.try_emplace(percentage_key(rate.percentage_on(day)), &rate);
    if (!added && rank(rate) < rank(*entry->second)) entry->second = &rate;
  }
  for (const auto& [percentage, rate] : best) policy.tax_rate_map[percentage] = rate->id;
}

std::optional<std::string> sales_account(const Reference& reference) {
  std::optional<std::string> first;
  for (const model::LedgerAccount& account : reference.ledger_accounts) {
    if (!account.visible_in_sales) continue;
    if (account.name.contains("(4000)")) return account.id;
    if (!first) first = account.id;
  }
  return first;
}

std::optional<std::string> bank_account(const Reference& reference, const std::string& currency) {
  for (const std::string_view type : {"CHECKING", ""}) {
    for (const model::BankAccount& account : reference.bank_accounts) {
      if (account.type == type && account.currency == currency) return account.id;
    }
  }
  return std::nullopt;
}

std::string time_zone(std::string_view country) {
  if (country == "IE") return "Europe/Dublin";
  return country == "CA" ? "America/Toronto" : "Europe/London";
}

}  // namespace

model::Policy suggest(const Reference& reference, const model::BusinessFacts& business,
                      Millis now) {
  model::Policy policy;
  policy.sync_since = utc_text(now);
  policy.time_zone = time_zone(business.country);
  policy.default_tax_rate_id = visible_rate(reference, business.country + "_STANDARD");
  policy.zero_tax_rate_id = visible_rate(reference, business.country + "_ZERO");
  policy.default_ledger_account_id = sales_account(reference);
  policy.default_bank_account_id = bank_account(reference, business.base_currency);
  map_tax_rates(reference, policy.sync_since->substr(0, 10), policy);
  policy.product_type_eu_goods_map = {{"simple", "GOODS"},     {"configurable", "GOODS"},
                                      {"bundle", "GOODS"},     {"grouped", "GOODS"},
                                      {"virtual", "SERVICES"}, {"downloadable", "SERVICES"}};
  return policy;
}

}  // namespace byte8::sync
