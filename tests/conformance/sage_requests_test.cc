// Every request of the Sage adapter against Sage's own description of its API.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sage/provider.h"
#include "tests/support/openapi_check.h"

namespace byte8::sage {
namespace {

using test_support::OpenApi;
using testing::IsEmpty;

constexpr std::string_view host = "https://api.accounting.sage.com";
const port::LedgerAccess access{.access_token = SecretText("t"), .business_id = "b"};

std::vector<std::string> faults(const http::Call& call) {
  static const Result<OpenApi> api = OpenApi::sage();
  return api.value().check(call.method, std::string_view(call.url).substr(host.size()), call.body);
}

model::LedgerAddress longest_address() {
  return {.line_1 = std::string(50, 'a'),
          .line_2 = std::string(50, 'b'),
          .city = std::string(50, 'c'),
          .region = std::string(50, 'r'),
          .postal_code = std::string(10, 'p'),
          .country = "GB"};
}

model::LedgerContact full_contact() {
  return {.reference = "M12345678E",
          .source_guid = "m2:shop.example.com:customer:57:EUR",
          .name = std::string(100, 'n'),
          .currency = "EUR",
          .email = "ada@example.com",
          .telephone = "0113 496 0000",
          .person_name = "Ada Lovelace",
          .tax_number = "GB123456789",
          .main_address = longest_address(),
          .delivery_address = longest_address()};
}

model::LedgerDocument full_invoice() {
  model::LedgerDocument invoice{.contact_id = "c0ffee",
                                .date = "2026-05-17",
                                .reference = std::string(25, '4'),
                                .notes = std::string(2000, 'x'),
                                .currency = "EUR",
                                .exchange_rate = *model::parse_rate("0.8580744809"),
                                .main_address = longest_address(),
                                .delivery_address = longest_address()};
  for (const char* quantity : {"1", "2.75", "0.0001", "100000"}) {
    invoice.lines.push_back({.kind = "item",
                             .description = "Blue tee & Grüße ☕",
                             .ledger_account_id = "a",
                             .tax_rate_id = "GB_STANDARD",
                             .quantity = *model::parse_amount(quantity),
                             .unit_price = *model::parse_amount("-12.34"),
                             .discount = *model::parse_amount("0.05"),
                             .tax = *model::parse_amount("2.47"),
                             .goods_services_type = "GOODS"});
  }
  return invoice;
}

TEST(SageRequests, every_look_is_a_route_with_parameters_that_sage_has) {
  const SageProvider sage({.client_id = "c", .client_secret = SecretText("s")});
  EXPECT_THAT(faults(sage.businesses(SecretText("t")).call), IsEmpty());
  EXPECT_THAT(faults(sage.business(access).call), IsEmpty());
  EXPECT_THAT(faults(sage.business_facts(access).call), IsEmpty());
  for (const char* kind :
       {"tax_rates", "ledger_accounts", "bank_accounts", "payment_methods", "currencies"}) {
    EXPECT_THAT(faults(sage.reference_page(access, kind, 2).call), IsEmpty()) << kind;
  }
  EXPECT_THAT(faults(sage.find_contacts(access, "M57").call), IsEmpty());
  EXPECT_THAT(faults(sage.find_deleted_contacts(access, "2026-01-01T00:00:00Z").call), IsEmpty());
  EXPECT_THAT(faults(sage.find_contacts_by_email(access, "a@b.example").call), IsEmpty());
  EXPECT_THAT(faults(sage.find_invoices(access, "000000042").call), IsEmpty());
}

TEST(SageRequests, bodies_have_sages_structure_from_the_barest_to_the_fullest) {
  const SageProvider sage({.client_id = "c", .client_secret = SecretText("s")});
  const std::string id = "8f14e45fceea467a9ad2f2f0b0a7c9d1";
  EXPECT_THAT(faults(sage.post(access, "contact", "", sage.body(full_contact(), id))), IsEmpty());
  EXPECT_THAT(
      faults(sage.post(access, "contact", "",
                       sage.body(model::LedgerContact{.reference = "M5", .name = "X"}, id))),
      IsEmpty());
  EXPECT_THAT(faults(sage.post(access, "sales_invoice", "", sage.body(full_invoice(), id))),
              IsEmpty());
  model::LedgerDocument bare{.contact_id = "c", .date = "2026-05-17"};
  EXPECT_THAT(faults(sage.post(access, "sales_invoice", "", sage.body(bare, id))), IsEmpty());
}

TEST(SageRequests, a_body_over_a_limit_would_be_noticed) {
  const SageProvider sage({.client_id = "c", .client_secret = SecretText("s")});
  model::LedgerDocument invoice = full_invoice();
  invoice.reference.push_back('4');
  EXPECT_THAT(faults(sage.post(access, "sales_invoice", "", sage.body(invoice, "id"))),
              testing::ElementsAre("/sales_invoice/reference is longer than 25"));
}

}  // namespace
}  // namespace byte8::sage
