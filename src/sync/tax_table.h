#pragma once
// Which tax rate of the ledger belongs to a percentage that a store charged, under one policy, on
// one day and for one billing country.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/canonical.h"
#include "model/policy.h"
#include "model/reference.h"

namespace byte8::sync {

// The country as tax sees it: the Isle of Man counts as GB, as Northern Ireland does by its code.
std::string tax_country(const model::Address& address);

// The narrowest group of tax_rate_rules that a country is in: GBIE, EU, US, CA, else ALL.
std::string_view country_group(std::string_view country);

class TaxTable {
 public:
  // `country` is the tax country of the billing address; empty counts as the business's own.
  TaxTable(const model::Policy& policy, const model::Reference& reference,
           const model::BusinessFacts& business, std::string_view country, std::string_view day);

  // Whether the customer is outside the business's country.
  bool abroad() const { return abroad_; }
  const std::string& country() const { return country_; }

  // Percentages above 0 that a line of this document may carry. Abroad only those that the merchant
  // mapped for the country's group.
  const std::vector<model::Rate>& percentages() const { return percentages_; }

  struct Chosen {
    std::string id;
    bool defaulted = false;  // no key of its own, but the default rate has this percentage
  };
  // The rate for a percentage above 0. Errors carry the codes tax_not_mapped and not_in_reference.
  Result<Chosen> rate_for(model::Rate percentage, std::string_view product_class = "") const;
  // The rate for what bears no tax; nothing when the policy names none. Never a rate above 0 %.
  Result<std::optional<std::string>> zero_rate(std::string_view product_class = "") const;

 private:
  const model::TaxRateRule* rule_for(model::Rate percentage, std::string_view product_class) const;
  bool group_matches(const model::TaxRateRule& rule) const;
  void learn(model::Rate percentage);
  Result<std::string> known(const std::string& id) const;

  const model::Policy* policy_;
  const model::Reference* reference_;
  std::string country_;
  std::string day_;
  bool abroad_ = false;
  std::vector<model::Rate> percentages_;
};

}  // namespace byte8::sync
