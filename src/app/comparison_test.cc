#include "app/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace byte8::app {
namespace {

using testing::HasSubstr;

json::Array array(std::string_view text) {
  return json::parse(text)->array();
}

Comparison compared(std::string_view store, std::string_view runs, std::string_view invoices,
                    std::string_view duplicates = "[]") {
  auto books = json::parse(R"({"sales_invoices":)" + std::string(invoices) + "}");
  auto result = compare(array(store), array(runs), *books, array(duplicates));
  EXPECT_TRUE(result.ok());
  return *std::move(result);
}

constexpr std::string_view one_document =
    R"([{"kind":"invoice","id":7,"increment_id":"100000007","currency":"GBP",)"
    R"("grand_total":"16.9875"}])";
constexpr std::string_view one_success =
    R"([{"event":"invoice.created","magento_entity_id":7,"status":"succeeded",)"
    R"("provider":{"id":"s1","reference":"100000007"}}])";
constexpr std::string_view one_invoice =
    R"([{"id":"s1","displayed_as":"SI-1","total":"16.99","foreign":false}])";

TEST(comparison, a_document_in_sage_to_the_penny_is_right) {
  const Comparison result = compared(one_document, one_success, one_invoice);
  EXPECT_TRUE(result.right());
  EXPECT_EQ(result.summary(),
            "documents 1 · in Sage 1 · skipped 0 · held 0 · waiting 0 · missing 0 · duplicate 0 · "
            "pence off 0");
  EXPECT_THAT(result.table(), HasSubstr("100000007"));
  EXPECT_THAT(result.table(), HasSubstr("SI-1"));
}

TEST(comparison, a_penny_is_told) {
  const Comparison result =
      compared(one_document, one_success, R"([{"id":"s1","displayed_as":"SI-1","total":"17.01"}])");
  EXPECT_EQ(result.pence_off, 2);
  EXPECT_FALSE(result.right());
}

TEST(comparison, what_nobody_took_or_sage_does_not_have_is_missing) {
  const Comparison untaken = compared(one_document, "[]", "[]");
  EXPECT_EQ(untaken.missing, 1);
  EXPECT_FALSE(untaken.right());
  const Comparison lost = compared(one_document, one_success, "[]");
  EXPECT_EQ(lost.missing, 1);
  EXPECT_FALSE(lost.right());
}

TEST(comparison, an_invoice_that_no_run_knows_is_one_too_many_unless_it_is_somebody_elses) {
  EXPECT_EQ(compared("[]", "[]", one_invoice).duplicate, 1);
  EXPECT_EQ(compared("[]", "[]", R"([{"id":"x","total":"1.00","foreign":true}])").duplicate, 0);
  EXPECT_EQ(compared(one_document, one_success, one_invoice, R"(["sales_invoice 7"])").duplicate,
            1);
}

TEST(comparison, two_runs_of_one_document_count_once_and_the_better_outcome_counts) {
  const std::string runs = R"([{"event":"invoice.paid","magento_entity_id":7,"status":"waiting",)"
                           R"("reason":"invoice_needs_review"},)" +
                           std::string(one_success.substr(1));
  const Comparison result = compared(one_document, runs, one_invoice);
  EXPECT_EQ(result.documents.size(), 1U);
  EXPECT_EQ(result.in_sage, 1);
  EXPECT_TRUE(result.right());
}

TEST(comparison, what_goes_on_by_itself_is_not_at_the_end) {
  for (const char* run : {R"("status":"queued")", R"("status":"running")",
                          R"("status":"waiting","reason":"checking_outcome")"}) {
    const Comparison result = compared(
        one_document,
        R"([{"event":"invoice.created","magento_entity_id":7,)" + std::string(run) + "}]", "[]");
    EXPECT_EQ(result.unsettled, 1) << run;
    EXPECT_EQ(result.waiting, 1) << run;
    EXPECT_FALSE(result.right()) << run;
  }
}

TEST(comparison, every_other_end_has_its_count_and_its_reason) {
  const Comparison result =
      compared(one_document,
               R"([{"event":"invoice.created","magento_entity_id":7,"status":"needs_review",)"
               R"("error":{"code":"needs_review","message":"no rate fits"}},)"
               R"({"event":"customer.upserted","magento_entity_id":"3","status":"waiting",)"
               R"("reason":"policy_incomplete"},)"
               R"({"event":"product.upserted","magento_entity_id":4,"status":"skipped_by_policy",)"
               R"("skip_reason":"products_off"}])",
               "[]");
  EXPECT_EQ(result.summary(),
            "documents 3 · in Sage 0 · skipped 1 · held 1 · waiting 1 · missing 0 · duplicate 0 · "
            "pence off 0");
  EXPECT_TRUE(result.right());
  EXPECT_THAT(result.table(), HasSubstr("no rate fits"));
  EXPECT_THAT(result.table(), HasSubstr("products_off"));
}

}  // namespace
}  // namespace byte8::app
