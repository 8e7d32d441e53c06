// Planted personal data never comes out, and what a person needs to see does.

#include "store/exchanges_mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace byte8::store {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view request = R"({"sales_invoice":{"contact_id":"c1",
 "reference":"000000042","contact_name":"Ada Lovelace","date":"2026-05-17","currency_id":"GBP",
 "notes":"for Ada, ring twice","main_address":{"address_line_1":"12 Mill Lane",
 "city":"Leeds","postal_code":"LS1 4AP","country_id":"GB"},
 "email":"ada@example.com","telephone":"0113 496 0123","tax_number":"GB123456789",
 "unheard_of":"Lovelace family","invoice_lines":[{"quantity":"2.00","unit_price":"29.17",
 "ledger_account_id":"acc4000","description":"Tee for Ada Lovelace"}],"idempotency_id":"abc123"}})";

http::Outcome answered(int status, std::string body, std::string type = "application/json") {
  http::Outcome outcome;
  outcome.sent = true;
  outcome.response.status = status;
  outcome.response.headers = {{"Content-Type", std::move(type)}};
  outcome.response.body = std::move(body);
  return outcome;
}

constexpr std::string_view planted[] = {"Ada Lovelace", "Mill Lane",    "Leeds",
                                        "LS1 4AP",      "ada@example",  "496 0123",
                                        "GB123456789",  "Lovelace fam", "ring twice"};

TEST(ExchangeMask, what_is_personal_is_gone_on_both_sides) {
  const auto masked = mask_exchange(
      "POST", "https://api.example.com/v3.1/sales_invoices", request,
      answered(422, R"([{"$severity":"error","$dataCode":"RecordInvalid","$source":"tax_number",
        "$message":"GB123456789 of Ada Lovelace <ada@example.com> is invalid"}])"));
  for (const std::string_view word : planted) {
    EXPECT_THAT(masked.request, Not(HasSubstr(std::string(word))));
    EXPECT_THAT(masked.response, Not(HasSubstr(std::string(word))));
  }
  EXPECT_THAT(masked.request, HasSubstr("a•••@example.com"));
  EXPECT_THAT(masked.request, HasSubstr("\"contact_name\":\"A. L.\""));
}

TEST(ExchangeMask, what_decides_is_shown) {
  const auto masked = mask_exchange("POST", "https://x/y", request,
                                    answered(201, R"({"id":"d1","total_amount":"70.00"})"));
  for (const char* word : {"000000042", "2026-05-17", "\"GBP\"", "acc4000", "\"29.17\"",
                           "\"country_id\":\"GB\"", "\"idempotency_id\":\"abc123\""}) {
    EXPECT_THAT(masked.request, HasSubstr(word));
  }
  EXPECT_THAT(masked.response, HasSubstr("\"total_amount\":\"70.00\""));
  EXPECT_THAT(masked.response, HasSubstr("\"status\":201"));
}

TEST(ExchangeMask, secrets_and_pages_are_not_kept) {
  const auto masked =
      mask_exchange("POST", "https://x/token?access_token=s3cret9&email=ada@example.com&page=2",
                    R"({"refresh_token":"s3cret9","api_key":"s3cret9","password":"s3cret9"})",
                    answered(500, "<html>Ada Lovelace</html>", "text/html"));
  EXPECT_THAT(masked.request, Not(HasSubstr("s3cret9")));
  EXPECT_THAT(masked.request, HasSubstr("page=2"));
  EXPECT_THAT(masked.request, Not(HasSubstr("ada@")));
  EXPECT_THAT(masked.response, HasSubstr("not JSON: 25 bytes"));
}

TEST(ExchangeMask, what_never_came_says_so_and_what_is_long_is_cut) {
  http::Outcome silent;
  silent.failure = http::Failure::timeout;
  silent.sent = true;
  EXPECT_THAT(mask_exchange("POST", "https://x", "{}", silent).response,
              HasSubstr("\"failure\":\"timeout\""));
  std::string rows = "[0";
  for (int i = 0; i < 20'000; ++i) rows += ",1";
  const auto masked = mask_exchange("GET", "https://x", "", answered(400, rows + "]"));
  EXPECT_LT(masked.response.size(), 17'000U);
  EXPECT_THAT(masked.response, HasSubstr("cut after"));
}

}  // namespace
}  // namespace byte8::store
