#include "sync/filters.h"

#include <gtest/gtest.h>

#include "sync/plan_test_support.h"

namespace byte8::sync {
namespace {

using testing::one_line_invoice;

std::string reason(const model::Invoice& invoice, const model::Policy& policy) {
  auto found = skip_reason(invoice, policy);
  if (!found) return "error";
  return std::string(found->value_or("wanted"));
}

TEST(Filters, the_default_policy_wants_everything_but_cancelled_documents) {
  model::Invoice invoice = one_line_invoice();
  EXPECT_EQ(reason(invoice, {}), "wanted");
  invoice.state = "open";
  invoice.grand_total = {};
  EXPECT_EQ(reason(invoice, {}), "wanted");
  invoice.state = "cancelled";
  EXPECT_EQ(reason(invoice, {}), "cancelled_in_magento");
}

TEST(Filters, the_first_that_matches_is_the_reason) {
  model::Invoice invoice = one_line_invoice();
  invoice.state = "cancelled";
  invoice.grand_total = {};
  const model::Policy policy{.sync_unpaid_invoices = false,
                             .sync_zero_value_invoices = false,
                             .sync_since = "2027-01-01",
                             .website_filter = {9},
                             .store_filter = {9}};
  EXPECT_EQ(reason(invoice, policy), "cancelled_in_magento");
  invoice.state = "open";
  EXPECT_EQ(reason(invoice, policy), "unpaid_invoice");
  invoice.state = "paid";
  EXPECT_EQ(reason(invoice, policy), "zero_value_invoice");
  invoice.grand_total = testing::amount("0.01");
  EXPECT_EQ(reason(invoice, policy), "outside_sync_since");
  invoice.created_at = "2027-01-01T00:00:00Z";
  EXPECT_EQ(reason(invoice, policy), "website_not_in_filter");
  invoice.website_id = 9;
  EXPECT_EQ(reason(invoice, policy), "store_not_in_filter");
  invoice.store_id = 9;
  EXPECT_EQ(reason(invoice, policy), "wanted");
}

TEST(Filters, a_total_that_rounds_to_nothing_is_zero) {
  model::Invoice invoice = one_line_invoice();
  const model::Policy policy{.sync_zero_value_invoices = false};
  invoice.grand_total = testing::amount("0.0049");
  EXPECT_EQ(reason(invoice, policy), "zero_value_invoice");
  invoice.grand_total = testing::amount("0.005");
  EXPECT_EQ(reason(invoice, policy), "wanted");
}

TEST(Filters, a_day_begins_in_the_merchants_time_zone_and_is_inclusive) {
  model::Invoice invoice = one_line_invoice();
  model::Policy policy{.sync_since = "2026-06-01", .time_zone = "Europe/London"};
  invoice.created_at = "2026-05-31T23:00:00Z";  // midnight of the first in summer time
  EXPECT_EQ(reason(invoice, policy), "wanted");
  invoice.created_at = "2026-05-31T22:59:59Z";
  EXPECT_EQ(reason(invoice, policy), "outside_sync_since");
  policy.time_zone = "America/Toronto";
  invoice.created_at = "2026-06-01T03:59:59Z";
  EXPECT_EQ(reason(invoice, policy), "outside_sync_since");
}

TEST(Filters, a_date_time_is_taken_as_it_is) {
  model::Invoice invoice = one_line_invoice();
  const model::Policy policy{.sync_since = "2026-05-17T11:11:12+01:00"};
  invoice.created_at = "2026-05-17T10:11:12Z";
  EXPECT_EQ(reason(invoice, policy), "wanted");
  invoice.created_at = "2026-05-17T10:11:11Z";
  EXPECT_EQ(reason(invoice, policy), "outside_sync_since");
  invoice.created_at = "";
  EXPECT_EQ(reason(invoice, policy), "error");
}

}  // namespace
}  // namespace byte8::sync
