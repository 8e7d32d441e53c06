#include "model/ledger.h"

#include <gtest/gtest.h>

namespace byte8::model {
namespace {

LedgerDocument sample() {
  LedgerDocument invoice;
  invoice.contact_id = "c1";
  invoice.date = "2026-05-17";
  invoice.reference = "MAG-000000042";
  invoice.notes = "m2:shop.example.com:invoice:42";
  invoice.currency = "EUR";
  invoice.exchange_rate = *parse_rate("0.8580744809");
  invoice.main_address = {.line_1 = "12 Mill Lane", .city = "Leeds", .country = "GB"};
  invoice.delivery_address = invoice.main_address;
  invoice.lines = {{.kind = "item",
                    .description = "Rope \xE2\x98\x95",
                    .ledger_account_id = "sales",
                    .tax_rate_id = "GB_STANDARD",
                    .quantity = *parse_amount("2.75"),
                    .unit_price = *parse_amount("3.33"),
                    .discount = *parse_amount("0.01"),
                    .tax = *parse_amount("1.83"),
                    .goods_services_type = "GOODS",
                    .net = *parse_amount("9.15")}};
  invoice.net = *parse_amount("9.15");
  invoice.tax = *parse_amount("1.83");
  invoice.total = *parse_amount("10.98");
  return invoice;
}

TEST(Ledger, an_invoice_survives_the_round_trip_byte_for_byte) {
  LedgerDocument invoice = sample();
  for (int round = 0; round < 2; ++round) {
    const std::string written = json::write(to_json(invoice));
    auto read = ledger_document(*json::parse(written));
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(json::write(to_json(*read)), written);
    EXPECT_EQ(text(read->lines[0].quantity), "2.75");
    invoice.exchange_rate.reset();
    invoice.delivery_address.reset();
    invoice.lines[0].goods_services_type.reset();
  }
}

TEST(Ledger, a_contact_survives_the_round_trip) {
  LedgerContact contact{.reference = "M57E",
                        .source_guid = "m2:shop.example.com:customer:57:EUR",
                        .name = "Ada (EUR)",
                        .currency = "EUR",
                        .email = "ada@example.com",
                        .main_address = LedgerAddress{.line_1 = "12 Mill Lane"}};
  const std::string written = json::write(to_json(contact));
  auto read = ledger_contact(*json::parse(written));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(json::write(to_json(*read)), written);
  EXPECT_FALSE(read->delivery_address.has_value());
}

TEST(Ledger, what_was_not_written_here_is_refused) {
  json::Value value = to_json(sample());
  value.set("total", json::Number{"10.98"});
  EXPECT_EQ(ledger_document(value).error().field, "total");
  value = to_json(sample());
  value.find("lines")->array()[0].set("tax", "much");
  EXPECT_EQ(ledger_document(value).error().fault, Fault::serde);
  EXPECT_FALSE(ledger_contact(json::Array{}).ok());
}

}  // namespace
}  // namespace byte8::model
