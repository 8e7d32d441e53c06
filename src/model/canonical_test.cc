#include "model/canonical.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace byte8::model {
namespace {

constexpr std::string_view sample = R"({"magento_id":42,"increment_id":"000000042","order_id":61,
 "order_increment_id":"000000061","website_id":1,"store_id":3,"currency":"EUR","state":"paid",
 "customer":{"magento_id":57,"email":"ada@example.com","first_name":"Ada","last_name":"Lovelace",
   "phone":"0113 496 0000","website_id":1,"group_id":2,
   "addresses":[{"kind":"billing","street":["12 Mill Lane","Unit 4"],"city":"Leeds",
                 "postcode":"LS1 4AP","country_id":"GB","telephone":"0113 496 0000"}],
   "created_at":"2026-01-05T09:00:00Z","updated_at":""},
 "lines":[{"sku":"TEE","name":"Blue tee","qty":2.5,"unit_price":25,"line_subtotal":50,"line_tax":9,
           "line_total":54,"tax_rate":0.18,"unheard_of":{"x":[1]}}],
 "subtotal":58.33,"tax_amount":11.5,"shipping_amount":4.17,"shipping_tax_amount":0.83,
 "discount_amount":-5,"grand_total":69,"created_at":"2026-05-17T10:11:12Z",
 "billing_address":{"kind":"billing","street":[],"city":"","country_id":"IE"},
 "base_to_order_rate":1.1654})";

json::Value parsed() {
  return *json::parse(sample);
}

Error error_of(const json::Value& value) {
  auto invoice = decode_invoice(value);
  EXPECT_FALSE(invoice.ok());
  return invoice ? Error{} : invoice.error();
}

TEST(Canonical, an_invoice_is_read_with_what_the_wire_leaves_out) {
  auto invoice = decode_invoice(parsed());
  ASSERT_TRUE(invoice.ok()) << invoice.error().message;
  EXPECT_EQ(invoice->magento_id, 42);
  EXPECT_EQ(invoice->customer.addresses[0].street[1], "Unit 4");
  EXPECT_EQ(invoice->customer.updated_at, "");
  EXPECT_FALSE(invoice->customer.company.has_value());
  EXPECT_EQ(text(invoice->lines[0].qty), "2.50");
  EXPECT_EQ(text(invoice->lines[0].discount()), "5.00");
  EXPECT_FALSE(invoice->lines[0].product_type.has_value());
  EXPECT_EQ(text(invoice->discount_amount), "-5.00");
  EXPECT_EQ(text(*invoice->base_to_order_rate), "1.1654");
  EXPECT_FALSE(invoice->shipping_address.has_value());
  EXPECT_FALSE(invoice->po_number.has_value());
  EXPECT_EQ(invoice->billing_address->country_id, "IE");
}

TEST(Canonical, no_lines_and_no_created_at_are_legal) {
  json::Value value = parsed();
  value.set("lines", json::Array{});
  value.set("created_at", "");
  auto invoice = decode_invoice(value);
  ASSERT_TRUE(invoice.ok());
  EXPECT_TRUE(invoice->lines.empty());
  EXPECT_EQ(invoice->created_at, "");
}

TEST(Canonical, a_missing_or_mistyped_field_is_named) {
  for (const char* key : {"magento_id", "increment_id", "currency", "state", "customer", "lines",
                          "subtotal", "tax_amount", "grand_total", "store_id"}) {
    json::Value value = parsed();
    value.set(key, nullptr);
    const Error error = error_of(value);
    EXPECT_EQ(error.fault, Fault::serde);
    EXPECT_EQ(error.field, key);
    EXPECT_NE(error.message.find(key), std::string::npos);
  }
  json::Value value = parsed();
  value.find("lines")->array()[0].set("line_tax", "9");
  EXPECT_EQ(error_of(value).field, "lines[0].line_tax");
  value = parsed();
  value.find("customer")->find("addresses")->array()[0].set("street", json::Array{1});
  EXPECT_EQ(error_of(value).field, "customer.addresses[0].street[0]");
  value = parsed();
  value.set("state", "refunded");
  EXPECT_EQ(error_of(value).field, "state");
  value = parsed();
  value.set("website_id", json::Number{"1.5"});
  EXPECT_EQ(error_of(value).field, "website_id");
  EXPECT_EQ(error_of(json::Array{}).fault, Fault::serde);
}

TEST(Canonical, figures_that_could_not_be_added_are_refused) {
  json::Value value = parsed();
  json::Array lines;
  for (int i = 0; i < 2000; ++i) {
    lines.push_back(value.find("lines")->array()[0]);
    lines.back().set("line_subtotal", json::Number{"900000000000"});
  }
  value.set("lines", std::move(lines));
  EXPECT_EQ(error_of(value).field, "lines");
}

TEST(Canonical, a_customer_without_addresses_is_legal) {
  auto value = json::parse(R"({"magento_id":2,"email":"","website_id":1,"addresses":[]})");
  auto customer = decode_customer(*value);
  ASSERT_TRUE(customer.ok());
  EXPECT_EQ(customer->email, "");
  EXPECT_FALSE(customer->group_id.has_value());
}

TEST(Canonical, every_recorded_invoice_and_customer_can_be_read) {
  int invoices = 0;
  int customers = 0;
  const std::filesystem::path folder = BYTE8_SOURCE_DIR "/spec/fixtures/documents";
  ASSERT_TRUE(std::filesystem::is_directory(folder));
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    auto document = json::parse(text.str());
    ASSERT_TRUE(document.ok()) << entry.path();
    for (const auto& [route, answer] : document->find("canonical")->object()) {
      auto body = json::parse(answer.text_or("body"));
      if (!body.ok() || answer.find("status")->integer() != 200) continue;
      if (route.starts_with("invoice/")) {
        EXPECT_TRUE(decode_invoice(*body).ok()) << entry.path();
        ++invoices;
      } else if (route.starts_with("customer/")) {
        EXPECT_TRUE(decode_customer(*body).ok()) << entry.path();
        ++customers;
      }
    }
  }
  EXPECT_GE(invoices, 60);
  EXPECT_GE(customers, 6);
}

}  // namespace
}  // namespace byte8::model
