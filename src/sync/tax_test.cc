#include <gtest/gtest.h>

#include "sync/plan_test_support.h"
#include "sync/tax_number.h"
#include "sync/tax_table.h"

namespace byte8::sync {
namespace {

using testing::british_business;
using testing::british_reference;
using testing::rate;

struct World {
  model::Reference reference = british_reference();
  model::BusinessFacts business = british_business();
  model::Policy policy = suggest(reference, business, 0);

  TaxTable table(std::string_view country = "GB", std::string_view day = "2026-11-24") const {
    return {policy, reference, business, country, day};
  }
};

TEST(TaxTable, a_percentage_takes_the_rate_of_the_map) {
  const World world;
  EXPECT_EQ(world.table().rate_for(rate("20"))->id, "GB_STANDARD");
  EXPECT_EQ(world.table().rate_for(rate("5"))->id, "GB_LOWER");
  EXPECT_FALSE(world.table().rate_for(rate("20"))->defaulted);
  EXPECT_EQ(**world.table().zero_rate(), "GB_ZERO");
}

TEST(TaxTable, the_default_serves_only_its_own_percentage) {
  World world;
  world.policy.tax_rate_map.clear();
  EXPECT_EQ(world.table().rate_for(rate("20"))->id, "GB_STANDARD");
  EXPECT_TRUE(world.table().rate_for(rate("20"))->defaulted);
  EXPECT_EQ(world.table().rate_for(rate("5")).error().code, "tax_not_mapped");
}

TEST(TaxTable, a_rate_that_vanished_in_the_ledger_is_not_used) {
  World world;
  world.policy.tax_rate_map["20.00"] = "GB_GONE";
  EXPECT_EQ(world.table().rate_for(rate("20")).error().code, "not_in_reference");
  world.policy.zero_tax_rate_id = "GB_GONE";
  EXPECT_EQ(world.table().zero_rate().error().code, "not_in_reference");
}

TEST(TaxTable, what_bears_no_tax_never_takes_a_rate_above_zero) {
  World world;
  world.policy.zero_tax_rate_id = "GB_STANDARD";
  EXPECT_EQ(world.table().zero_rate().error().code, "zero_rate_not_zero");
  world.policy.zero_tax_rate_id.reset();
  EXPECT_EQ(**world.table().zero_rate(), "GB_ZERO");
  world.policy.tax_rate_map.clear();
  EXPECT_FALSE(world.table().zero_rate()->has_value());
}

TEST(TaxTable, only_the_businesss_country_is_home) {
  const World world;
  EXPECT_FALSE(world.table("GB").abroad());
  EXPECT_FALSE(world.table("").abroad());
  EXPECT_TRUE(world.table("IE").abroad());
  EXPECT_TRUE(world.table("US").abroad());
  EXPECT_EQ(tax_country({.country_id = "IM"}), "GB");
  EXPECT_EQ(tax_country({.region = "Isle of Man", .country_id = "GB"}), "GB");
  EXPECT_EQ(tax_country({.country_id = "JE"}), "JE");
}

TEST(TaxTable, abroad_only_a_rule_of_that_country_group_admits_tax) {
  World world;
  EXPECT_TRUE(world.table("FR").percentages().empty());
  world.policy.tax_rate_rules = {
      {.country_group = "EU", .percentage = rate("20"), .tax_rate_id = "GB_LOWER"},
      {.percentage = rate("23"), .tax_rate_id = "GB_STANDARD"}};
  EXPECT_EQ(world.table("FR").percentages().size(), 1u);
  EXPECT_EQ(world.table("FR").rate_for(rate("20"))->id, "GB_LOWER");
  EXPECT_EQ(world.table("FR").rate_for(rate("23")).error().code, "tax_not_mapped");
  EXPECT_TRUE(world.table("US").percentages().empty());
  EXPECT_EQ(world.table("GB").rate_for(rate("20"))->id, "GB_STANDARD");
}

TEST(TaxTable, the_narrowest_rule_wins_and_rules_of_a_product_class_do_not_match) {
  World world;
  world.policy.tax_rate_rules = {
      {.percentage = rate("20"), .tax_rate_id = "GB_ZERO"},
      {.country_group = "GBIE", .percentage = rate("20"), .tax_rate_id = "GB_LOWER"},
      {.country_group = "GBIE",
       .percentage = rate("20"),
       .product_class = "Food",
       .tax_rate_id = "GB_EXEMPT"},
      {.country_group = "ALL", .percentage = rate("0"), .tax_rate_id = "GB_EXEMPT"}};
  EXPECT_EQ(world.table().rate_for(rate("20"))->id, "GB_LOWER");
  EXPECT_EQ(**world.table().zero_rate(), "GB_EXEMPT");
}

TEST(TaxTable, percentages_are_those_of_the_day) {
  World world;
  world.reference.tax_rates[1].percentages = {
      {.percentage = rate("17.5"), .from_date = "2010-01-01", .to_date = "2011-01-03"}};
  world.policy.tax_rate_map.erase("20.00");
  EXPECT_EQ(world.table("GB", "2010-06-01").rate_for(rate("17.5"))->id, "GB_STANDARD");
  EXPECT_EQ(world.table("GB", "2010-06-01").rate_for(rate("20")).error().code, "tax_not_mapped");
}

TEST(TaxNumber, only_numbers_the_ledger_accepts_are_kept) {
  EXPECT_EQ(usable_tax_number("gb 123 4567-89", "GB"), "GB123456789");
  EXPECT_EQ(usable_tax_number("123456789012", "GB"), "123456789012");
  EXPECT_EQ(usable_tax_number("XI123456789", "GB"), "XI123456789");
  EXPECT_EQ(usable_tax_number("GB12345", "GB"), "");
  EXPECT_EQ(usable_tax_number("IE1234567FA", "IE"), "IE1234567FA");
  EXPECT_EQ(usable_tax_number("IE1A23456B", "IE"), "IE1A23456B");
  EXPECT_EQ(usable_tax_number("IE12", "IE"), "");
  EXPECT_EQ(usable_tax_number("DE123456789", "DE"), "DE123456789");
  EXPECT_EQ(usable_tax_number("none", "DE"), "");
  EXPECT_EQ(usable_tax_number("", "FR"), "");
}

}  // namespace
}  // namespace byte8::sync
