#include "sync/tax_table.h"

#include <algorithm>
#include <array>

namespace byte8::sync {

namespace {

constexpr std::array<std::string_view, 27> union_members = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};

bool in_group(std::string_view country, std::string_view group) {
  if (group == "ALL") return true;
  if (group == "GBIE") return country == "GB" || country == "IE";
  if (group == "EU") return std::ranges::find(union_members, country) != union_members.end();
  return country == group;  // US, CA
}

// The more a rule says, the sooner it is taken: a product class before a country. Ireland is in two
// groups; the smaller one wins.
int precedence(const model::TaxRateRule& rule) {
  const int classed = rule.product_class ? 4 : 0;
  if (!rule.country_group) return classed;
  if (*rule.country_group == "ALL") return classed + 1;
  return classed + (*rule.country_group == "EU" ? 2 : 3);
}

}  // namespace

std::string tax_country(const model::Address& address) {
  return address.country_id == "IM" ? "GB" : address.country_id;
}

std::string_view country_group(std::string_view country) {
  for (const std::string_view group : {"GBIE", "EU", "US", "CA"}) {
    if (in_group(country, group)) return group;
  }
  return "ALL";
}

TaxTable::TaxTable(const model::Policy& policy, const model::Reference& reference,
                   const model::BusinessFacts& business, std::string_view country,
                   std::string_view day)
    : policy_(&policy),
      reference_(&reference),
      country_(country.empty() ? business.country : std::string(country)),
      day_(day),
      abroad_(country_ != business.country) {
  for (const model::TaxRateRule& rule : policy.tax_rate_rules) {
    if (group_matches(rule)) learn(rule.percentage);
  }
  if (abroad_) return;
  for (const auto& [key, unused] : policy.tax_rate_map) {
    if (auto percentage = model::parse_rate(key)) learn(*percentage);
  }
  for (const model::TaxRate& rate : reference.tax_rates) {
    if (rate.visible && !rate.combined) learn(rate.percentage_on(day_));
  }
}

void TaxTable::learn(model::Rate percentage) {
  if (percentage.zero() || percentage.negative()) return;
  if (std::ranges::find(percentages_, percentage) == percentages_.end()) {
    percentages_.push_back(percentage);
  }
}

// A rule that names no group is for domestic sales; tax abroad needs a word about that country.
bool TaxTable::group_matches(const model::TaxRateRule& rule) const {
  return rule.country_group ? in_group(country_, *rule.country_group) : !abroad_;
}

const model::TaxRateRule* TaxTable::rule_for(model::Rate percentage,
                                             std::string_view product_class) const {
  const model::TaxRateRule* best = nullptr;
  for (const model::TaxRateRule& rule : policy_->tax_rate_rules) {
    if (rule.percentage != percentage || !group_matches(rule)) continue;
    // The original module names no class: rules of a class are for stores with ours.
    if (rule.product_class && *rule.product_class != product_class) continue;
    if (best == nullptr || precedence(rule) > precedence(*best)) best = &rule;
  }
  return best;
}

Result<std::string> TaxTable::known(const std::string& id) const {
  if (reference_->tax_rate(id) != nullptr) return id;
  return Error::coded(Fault::needs_review, "not_in_reference",
                      "the tax rate " + id + " of the settings does not exist in the ledger");
}

Result<TaxTable::Chosen> TaxTable::rate_for(model::Rate percentage,
                                            std::string_view product_class) const {
  const std::string key = model::percentage_key(percentage);
  std::string id;
  bool defaulted = false;
  if (const model::TaxRateRule* rule = rule_for(percentage, product_class)) {
    id = rule->tax_rate_id;
  } else if (const auto mapped = policy_->tax_rate_map.find(key);
             !abroad_ && mapped != policy_->tax_rate_map.end()) {
    id = mapped->second;
  } else if (!abroad_ && policy_->default_tax_rate_id) {
    id = *policy_->default_tax_rate_id;
    defaulted = true;
  }
  const model::TaxRate* rate = defaulted ? reference_->tax_rate(id) : nullptr;
  if (id.empty() || (rate != nullptr && rate->percentage_on(day_) != percentage)) {
    return Error::coded(Fault::needs_review, "tax_not_mapped",
                        "tax of " + key +
                            " % has no rate in the tax-rate map, and the default rate "
                            "has another percentage");
  }
  auto sound = known(id);
  if (!sound) return sound.error();
  return Chosen{.id = *sound, .defaulted = defaulted};
}

Result<std::optional<std::string>> TaxTable::zero_rate(std::string_view product_class) const {
  std::optional<std::string> id = policy_->zero_tax_rate_id;
  if (const model::TaxRateRule* rule = rule_for(model::Rate{}, product_class)) {
    id = rule->tax_rate_id;
  } else if (!id) {
    const auto mapped = policy_->tax_rate_map.find("0.00");
    if (mapped == policy_->tax_rate_map.end()) return std::optional<std::string>();
    id = mapped->second;
  }
  auto sound = known(*id);
  if (!sound) return sound.error();
  if (!reference_->tax_rate(*sound)->percentage_on(day_).zero()) {
    return Error::coded(Fault::needs_review, "zero_rate_not_zero",
                        "the rate " + *sound + " for lines without tax is not 0 %");
  }
  return std::optional<std::string>(*sound);
}

}  // namespace byte8::sync
