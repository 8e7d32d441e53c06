#include "sync/suggest.h"

#include <gtest/gtest.h>

#include "sync/plan_test_support.h"

namespace byte8::sync {
namespace {

using testing::british_business;
using testing::british_reference;
using testing::tax_rate;

TEST(Suggest, a_british_business_gets_a_policy_that_is_valid_as_it_stands) {
  const model::Reference reference = british_reference();
  const model::Policy policy = suggest(reference, british_business(), 1'795'504'324'000);
  EXPECT_EQ(policy.default_tax_rate_id, "GB_STANDARD");
  EXPECT_EQ(policy.zero_tax_rate_id, "GB_ZERO");
  EXPECT_EQ(policy.default_ledger_account_id, "sales");
  EXPECT_EQ(policy.default_bank_account_id, "current");
  EXPECT_EQ(policy.time_zone, "Europe/London");
  EXPECT_EQ(policy.sync_since, "2026-11-24T07:12:04Z");
  const std::map<std::string, std::string> rates = {
      {"0.00", "GB_ZERO"}, {"20.00", "GB_STANDARD"}, {"5.00", "GB_LOWER"}};
  EXPECT_EQ(policy.tax_rate_map, rates);
  EXPECT_TRUE(model::validate(policy, reference, british_business()).empty());
  std::vector<model::FieldError> errors;
  EXPECT_TRUE(model::parse_policy(model::to_json(policy), errors).ok());
}

TEST(Suggest, every_key_has_a_reason_whatever_the_business_shows) {
  for (const model::Reference& reference : {british_reference(), model::Reference{}}) {
    for (const char* country : {"GB", "CA"}) {
      const model::BusinessFacts business{.country = country, .base_currency = "GBP"};
      const Suggestion made = explained_suggestion(reference, business, 0);
      const json::Value document = to_json(made.policy);
      EXPECT_EQ(made.reasons.size(), document.object().size());
      for (const auto& [key, unused] : document.object()) {
        EXPECT_FALSE(made.reasons.at(key).empty()) << key;
      }
    }
  }
}

TEST(Suggest, rates_that_are_hidden_or_combined_are_not_proposed) {
  model::Reference reference = british_reference();
  reference.tax_rates[1].visible = false;
  reference.tax_rates.push_back(tax_rate("GB_COMBINED", "13"));
  reference.tax_rates.back().combined = true;
  const model::Policy policy = suggest(reference, british_business(), 0);
  EXPECT_FALSE(policy.default_tax_rate_id.has_value());
  EXPECT_FALSE(policy.tax_rate_map.contains("20.00"));
  EXPECT_FALSE(policy.tax_rate_map.contains("13.00"));
}

TEST(Suggest, ireland_and_canada_have_their_own_zones_and_nothing_is_guessed) {
  model::Reference reference;
  reference.tax_rates = {tax_rate("IE_STANDARD", "23"), tax_rate("IE_ZERO", "0")};
  const model::BusinessFacts irish{.country = "IE", .base_currency = "EUR"};
  EXPECT_EQ(suggest(reference, irish, 0).time_zone, "Europe/Dublin");
  EXPECT_EQ(suggest(reference, irish, 0).default_tax_rate_id, "IE_STANDARD");
  EXPECT_FALSE(suggest(reference, irish, 0).default_ledger_account_id.has_value());
  const model::BusinessFacts canadian{.country = "CA", .base_currency = "CAD"};
  EXPECT_EQ(suggest(reference, canadian, 0).time_zone, "") << "Canada has several: it is asked";
  EXPECT_FALSE(suggest(reference, canadian, 0).default_tax_rate_id.has_value());
}

}  // namespace
}  // namespace byte8::sync
