// The checker itself: what it lets through and what it refuses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/openapi_check.h"

namespace byte8::test_support {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const OpenApi& api() {
  static const Result<OpenApi> loaded = OpenApi::sage();
  return loaded.value();
}

std::vector<std::string> contact(const std::string& members) {
  return api().check("POST", "/v3.1/contacts",
                     R"({"contact":{"name":"X","contact_type_ids":["CUSTOMER"])" + members + "}}");
}

std::vector<std::string> line(const std::string& members) {
  return api().check("POST", "/v3.1/sales_invoices",
                     R"({"sales_invoice":{"contact_id":"c","date":"2026-05-17","invoice_lines":[)"
                     R"({"description":"d","ledger_account_id":"a","unit_price":"1.00")" +
                         members + "}]}}");
}

TEST(OpenApiCheck, lets_a_good_request_through) {
  EXPECT_THAT(contact(""), IsEmpty());
  EXPECT_THAT(line(""), IsEmpty());
  EXPECT_THAT(api().check("GET", "/v3.1/contacts?search=M57&items_per_page=200&page=2", ""),
              IsEmpty());
  EXPECT_THAT(api().check("GET", "/v3.1/sales_invoices/abc?mark_as_sent=false", ""), IsEmpty());
}

TEST(OpenApiCheck, decimals_may_be_text_but_must_be_decimals) {
  EXPECT_THAT(line(R"(,"quantity":2,"tax_amount":"-0.10")"), IsEmpty());
  EXPECT_THAT(line(R"(,"quantity":"two")"),
              ElementsAre("/sales_invoice/invoice_lines[0]/quantity is a string and no number"));
  EXPECT_THAT(line(R"(,"quantity":"1e3")"),
              ElementsAre("/sales_invoice/invoice_lines[0]/quantity is a string and no number"));
  EXPECT_THAT(line(R"(,"quantity":null)"),
              ElementsAre("/sales_invoice/invoice_lines[0]/quantity is a null and no number"));
}

TEST(OpenApiCheck, knows_the_members_that_the_file_lacks_only_where_they_belong) {
  EXPECT_THAT(contact(R"(,"idempotency_id":"8f14e45fceea467a9ad2f2f0b0a7c9d1")"), IsEmpty());
  EXPECT_THAT(line(R"(,"currency_tax_amount":"1.00")"), IsEmpty());
  EXPECT_THAT(contact(R"(,"currency_tax_amount":"1.00")"),
              ElementsAre("/contact/currency_tax_amount is unknown"));
  EXPECT_THAT(line(R"(,"idempotency_id":"x")"),
              ElementsAre("/sales_invoice/invoice_lines[0]/idempotency_id is unknown"));
}

TEST(OpenApiCheck, refuses_unknown_and_missing_members) {
  EXPECT_THAT(contact(R"(,"nmae":"X")"), ElementsAre("/contact/nmae is unknown"));
  EXPECT_THAT(contact(R"(,"name":"Y")"), ElementsAre("the body is no JSON object"))
      << "a member that stands there twice";
  EXPECT_THAT(api().check("POST", "/v3.1/contacts", R"({"contact":{"name":"X"}})"),
              ElementsAre("/contact/contact_type_ids is missing"));
  EXPECT_THAT(api().check("POST", "/v3.1/contacts", R"({"kontact":{}})"),
              ElementsAre("/kontact is unknown", "/contact is missing"));
}

TEST(OpenApiCheck, lengths_come_from_the_definition_of_the_answer) {
  EXPECT_THAT(contact(R"(,"reference":"M123456789")"), IsEmpty());
  EXPECT_THAT(contact(R"(,"reference":"M1234567890")"),
              ElementsAre("/contact/reference is longer than 10"));
  EXPECT_THAT(contact(R"(,"main_address":{"address_line_1":")" + std::string(51, 'x') + "\"}"),
              ElementsAre("/contact/main_address/address_line_1 is longer than 50"));
}

TEST(OpenApiCheck, refuses_wrong_types_words_and_dates) {
  EXPECT_THAT(contact(R"(,"locale":7)"), ElementsAre("/contact/locale is a number and no string"));
  EXPECT_THAT(contact(R"(,"credit_days":366)"),
              ElementsAre("/contact/credit_days is out of range"));
  EXPECT_THAT(contact(R"(,"credit_terms":"someday")"),
              ElementsAre("/contact/credit_terms is none of the allowed words"));
  EXPECT_THAT(contact(R"(,"main_address":[])"),
              ElementsAre("/contact/main_address is a array and no object"));
  EXPECT_THAT(api().check("POST", "/v3.1/sales_invoices",
                          R"({"sales_invoice":{"contact_id":"c","date":"17.5.2026",)"
                          R"("invoice_lines":[]}})"),
              ElementsAre("/sales_invoice/date is no date"));
}

TEST(OpenApiCheck, refuses_unknown_routes_methods_and_parameters) {
  EXPECT_THAT(api().check("GET", "/v3.1/nothing", ""), testing::SizeIs(1));
  EXPECT_THAT(api().check("PATCH", "/v3.1/contacts", ""), testing::SizeIs(1));
  EXPECT_THAT(api().check("GET", "/contacts", ""), testing::SizeIs(1));
  EXPECT_THAT(api().check("GET", "/v3.1/contacts?reference=M57", ""),
              ElementsAre("?reference is no parameter of this route"));
  EXPECT_THAT(api().check("GET", "/v3.1/contacts?items_per_page=201", ""),
              ElementsAre("?items_per_page is out of range"));
  EXPECT_THAT(api().check("GET", "/v3.1/contacts?page=x", ""),
              ElementsAre("?page has the wrong form"));
}

TEST(OpenApiCheck, refuses_bodies_that_are_none) {
  EXPECT_THAT(api().check("POST", "/v3.1/contacts", ""), ElementsAre("the body is missing"));
  EXPECT_THAT(api().check("POST", "/v3.1/contacts", "[]"),
              ElementsAre("the body is no JSON object"));
  EXPECT_THAT(api().check("GET", "/v3.1/contacts", "{}"), ElementsAre("no body belongs here"));
}

}  // namespace
}  // namespace byte8::test_support
