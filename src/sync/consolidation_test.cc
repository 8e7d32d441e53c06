#include "sync/consolidation.h"

#include <gtest/gtest.h>

namespace byte8::sync {
namespace {

model::Amount amount(std::string_view text) {
  return *model::parse_amount(text);
}

model::Policy policy_with(bool enabled, bool companies, std::string_view minimum) {
  model::Policy policy;
  policy.b2c_consolidation.enabled = enabled;
  policy.b2c_consolidation.always_individual_for_b2b = companies;
  policy.b2c_consolidation.min_total_for_individual = amount(minimum);
  policy.b2c_consolidation.fallback_contact_email = "sales@shop.example";
  return policy;
}

// 32 rows, and the rule of each told in other words than the code's: the first of the list that the
// row meets.
TEST(Consolidation, F099_the_first_rule_that_holds_decides) {
  int rows = 0;
  std::map<ContactRule, int> seen;
  for (const bool enabled : {false, true}) {
    for (const bool companies : {false, true}) {
      for (const bool company : {false, true}) {
        for (const bool known : {false, true}) {
          for (const bool large : {false, true}) {
            const model::Policy policy = policy_with(enabled, companies, "100");
            const ContactFacts facts{.company = company,
                                     .known = known,
                                     .base_total = amount(large ? "100.00" : "99.99")};
            ContactRule expected = ContactRule::fallback;
            if (large) expected = ContactRule::minimum_total;
            if (known) expected = ContactRule::known_customer;
            if (company && companies) expected = ContactRule::company;
            if (!enabled) expected = ContactRule::off;
            const ContactChoice choice = choose_contact(policy, facts);
            EXPECT_EQ(word(choice.rule), word(expected))
                << enabled << companies << company << known << large;
            EXPECT_EQ(choice.individual(), expected != ContactRule::fallback);
            ++seen[choice.rule];
            ++rows;
          }
        }
      }
    }
  }
  EXPECT_EQ(rows, 32);
  const std::map<ContactRule, int> counts = {{ContactRule::off, 16},
                                             {ContactRule::company, 4},
                                             {ContactRule::known_customer, 6},
                                             {ContactRule::minimum_total, 3},
                                             {ContactRule::fallback, 3}};
  EXPECT_EQ(seen, counts);
}

TEST(Consolidation, F087_a_minimum_of_nothing_is_no_minimum) {
  const ContactFacts facts{.company = false, .known = false, .base_total = amount("0.00")};
  EXPECT_EQ(choose_contact(policy_with(true, true, "0"), facts).rule, ContactRule::fallback);
  EXPECT_EQ(choose_contact(policy_with(true, true, "0.01"), facts).rule, ContactRule::fallback);
}

TEST(Consolidation, F087_the_total_is_compared_in_the_base_currency) {
  const auto rate = *model::parse_rate("1.25");
  EXPECT_EQ(*base_total(amount("125"), "EUR", "GBP", rate), amount("100.00"));
  EXPECT_EQ(*base_total(amount("124.99"), "EUR", "GBP", rate), amount("99.99"));
  EXPECT_EQ(*base_total(amount("10.005"), "GBP", "GBP", std::nullopt), amount("10.01"));
  EXPECT_EQ(base_total(amount("1"), "EUR", "GBP", std::nullopt).error().code,
            "exchange_rate_missing");
  EXPECT_EQ(base_total(amount("1"), "EUR", "GBP", model::Rate{}).error().code,
            "exchange_rate_missing");
}

TEST(Consolidation, F088_a_company_is_one_that_has_a_name) {
  EXPECT_FALSE(names_company({}));
  EXPECT_FALSE(names_company({.company = "  "}));
  EXPECT_TRUE(names_company({.company = "Example Ltd"}));
}

TEST(Consolidation, F100_there_is_one_shared_contact_for_each_currency) {
  const model::Policy policy = policy_with(true, true, "0");
  const auto own = fallback_contact(policy, "GBP", "GBP", "shop.example.com");
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(own->reference, "WEBSALES");
  EXPECT_EQ(own->name, "Magento Web Sales");
  EXPECT_EQ(own->email, "sales@shop.example");
  EXPECT_EQ(own->source_guid, "m2:shop.example.com:fallback:WEBSALES:GBP");
  EXPECT_FALSE(own->main_address.has_value());
  const auto abroad = fallback_contact(policy, "EUR", "GBP", "shop.example.com");
  ASSERT_TRUE(abroad.ok());
  EXPECT_EQ(abroad->reference, "WEBSALESE");
  EXPECT_EQ(abroad->name, "Magento Web Sales (EUR)");
  EXPECT_EQ(abroad->currency, "EUR");
  EXPECT_EQ(abroad->source_guid, "m2:shop.example.com:fallback:WEBSALES:EUR");
  EXPECT_EQ(fallback_contact(policy, "XAU", "GBP", "s").error().code, "currency_not_listed");
}

TEST(Consolidation, F100_a_reference_that_is_taken_gets_a_number_while_there_is_room) {
  model::Policy policy = policy_with(true, true, "0");
  EXPECT_EQ(fallback_reference(policy, "GBP", "GBP", 1), "WEBSALES-2");
  EXPECT_EQ(fallback_reference(policy, "EUR", "GBP", 1), std::nullopt);
  policy.b2c_consolidation.fallback_contact_reference = "WEB";
  EXPECT_EQ(fallback_reference(policy, "EUR", "GBP", 1), "WEBE-2");
  policy.b2c_consolidation.fallback_contact_reference = "1234567890";
  EXPECT_EQ(fallback_contact(policy, "EUR", "GBP", "s").error().code, "contact_reference_too_long");
}

}  // namespace
}  // namespace byte8::sync
