#include "sync/usage.h"

#include <gtest/gtest.h>

#include "sync/plan_test_support.h"

namespace byte8::sync {
namespace {

using testing::amount;
using testing::british_business;
using testing::british_reference;

model::LedgerLine line(std::string kind, std::string account, std::string rate,
                       std::string_view tax) {
  model::LedgerLine made;
  made.kind = std::move(kind);
  made.ledger_account_id = std::move(account);
  made.tax_rate_id = std::move(rate);
  made.tax = amount(tax);
  return made;
}

model::Policy usual() {
  return suggest(british_reference(), british_business(), 0);
}

store::Usage used(const std::vector<model::LedgerLine>& lines, const model::Policy& policy,
                  std::string_view country) {
  return usage_of_lines(lines, policy, british_reference(), british_business(), country,
                        "2026-05-17");
}

TEST(Usage, counts_each_case_of_tax_once_a_document) {
  const auto usage =
      used({line("item", "sales", "GB_STANDARD", "4"), line("item", "sales", "GB_STANDARD", "2"),
            line("shipping", "carriage", "GB_ZERO", "0")},
           usual(), "GB");
  const std::vector<store::TaxCase> cases = {{.percentage = "0.00"}, {.percentage = "20.00"}};
  EXPECT_EQ(usage.tax_cases, cases);
  EXPECT_TRUE(usage.fallbacks.empty());
}

TEST(Usage, tells_the_group_of_a_country_abroad) {
  const std::map<std::string, std::string> groups = {
      {"FR", "EU"}, {"IE", "GBIE"}, {"US", "US"}, {"CA", "CA"}, {"NO", "ALL"}};
  for (const auto& [country, group] : groups) {
    const auto usage = used({line("item", "sales", "GB_ZERO", "0")}, usual(), country);
    ASSERT_EQ(usage.tax_cases.size(), 1U);
    EXPECT_EQ(usage.tax_cases[0].country_group, group) << country;
  }
}

TEST(Usage, names_the_defaults_that_a_document_fell_back_to) {
  model::Policy policy = usual();
  const std::vector<model::LedgerLine> lines = {line("item", "sales", "GB_STANDARD", "4"),
                                                line("shipping", "sales", "GB_STANDARD", "1")};
  EXPECT_EQ(used(lines, policy, "GB").fallbacks,
            std::vector<std::string>{"default_ledger_account_id"});
  policy.tax_rate_map.erase("20.00");
  const std::vector<std::string> both = {"default_ledger_account_id", "default_tax_rate_id"};
  EXPECT_EQ(used(lines, policy, "").fallbacks, both);
  policy.tax_rate_rules = {{.country_group = std::nullopt,
                            .percentage = testing::rate("20"),
                            .product_class = std::nullopt,
                            .tax_rate_id = "GB_STANDARD"}};
  EXPECT_EQ(used(lines, policy, "GB").fallbacks,
            std::vector<std::string>{"default_ledger_account_id"});
}

TEST(Usage, a_payment_without_a_row_falls_back_to_the_default_account) {
  model::Policy policy = usual();
  policy.payment_method_map = {{"checkmo", std::nullopt}};
  EXPECT_TRUE(usage_of_payment(policy, "checkmo").fallbacks.empty());
  EXPECT_EQ(usage_of_payment(policy, "paypal").method, "paypal");
  EXPECT_EQ(usage_of_payment(policy, "paypal").fallbacks,
            std::vector<std::string>{"default_bank_account_id"});
  policy.default_bank_account_id.reset();
  EXPECT_TRUE(usage_of_payment(policy, "paypal").fallbacks.empty());
}

TEST(Usage, a_case_of_tax_survives_its_key) {
  const store::Usage usage{
      .method = std::nullopt,
      .tax_cases = {{.country_group = "EU", .percentage = "20.00", .product_class = "a/b"}},
      .fallbacks = {}};
  const auto writes = store::usage::count(1, 2, 3, usage);
  ASSERT_EQ(writes.size(), 2U);
  EXPECT_EQ(store::usage::tax_case(std::get<std::string>(writes[0].params[4])), usage.tax_cases[0]);
}

}  // namespace
}  // namespace byte8::sync
