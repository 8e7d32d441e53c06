#pragma once
// A GB business on the largest edition as tests know it, and a one-line invoice to vary.

#include "base/clock.h"
#include "sync/plan.h"
#include "sync/suggest.h"

namespace byte8::sync::testing {

inline model::Rate rate(std::string_view text) {
  return *model::parse_rate(text);
}
inline model::Amount amount(std::string_view text) {
  return *model::parse_amount(text);
}

inline model::TaxRate tax_rate(std::string id, std::string_view percentage) {
  return {.id = std::move(id), .name = "", .percentage = rate(percentage)};
}

inline model::Reference british_reference() {
  model::Reference reference;
  reference.tax_rates = {tax_rate("GB_EXEMPT", "0"), tax_rate("GB_STANDARD", "20.0"),
                         tax_rate("GB_LOWER", "5.0"), tax_rate("GB_ZERO", "0"),
                         tax_rate("GB_NO_TAX", "0")};
  reference.ledger_accounts = {
      {.id = "other", .name = "Other income (4900)", .visible_in_sales = true},
      {.id = "sales", .name = "Sales - Products (4000)", .visible_in_sales = true},
      {.id = "carriage", .name = "Carriage (4100)", .visible_in_sales = true},
      {.id = "stock", .name = "Stock (1000)", .visible_in_expenses = true}};
  reference.bank_accounts = {
      {.id = "till", .name = "Till", .currency = "GBP", .type = "CASH_IN_HAND"},
      {.id = "current", .name = "Current (1200)", .currency = "GBP", .type = "CHECKING"}};
  reference.currencies = {"GBP", "EUR", "USD"};
  return reference;
}

inline model::BusinessFacts british_business() {
  return {.country = "GB", .base_currency = "GBP", .multi_currency = true};
}

inline model::Address address(std::string kind, std::string country) {
  return {.kind = std::move(kind),
          .street = {"1 High Street"},
          .city = "Leeds",
          .postcode = "LS1 1AA",
          .country_id = std::move(country)};
}

// 25.00 + 20 % and shipping of 5.00 + 20 %: 36.00.
inline model::Invoice one_line_invoice() {
  model::Invoice invoice;
  invoice.magento_id = 2;
  invoice.increment_id = "000000002";
  invoice.order_id = 2;
  invoice.order_increment_id = "000000002";
  invoice.website_id = 1;
  invoice.store_id = 1;
  invoice.currency = "GBP";
  invoice.state = "paid";
  invoice.customer = {.magento_id = 57,
                      .email = "ada@example.com",
                      .first_name = "Ada",
                      .last_name = "Lovelace",
                      .website_id = 1,
                      .addresses = {address("billing", "GB"), address("shipping", "GB")}};
  invoice.lines = {{.sku = "TEE-BLU",
                    .name = "Blue tee",
                    .qty = amount("1"),
                    .unit_price = amount("25"),
                    .line_subtotal = amount("25"),
                    .line_tax = amount("5"),
                    .line_total = amount("30")}};
  invoice.subtotal = amount("25");
  invoice.tax_amount = amount("6");
  invoice.shipping_amount = amount("5");
  invoice.shipping_tax_amount = amount("1");
  invoice.grand_total = amount("36");
  invoice.created_at = "2026-11-24T07:12:04Z";
  invoice.billing_address = address("billing", "GB");
  invoice.shipping_address = address("shipping", "GB");
  invoice.base_to_order_rate = rate("1");
  return invoice;
}

// What a test changes before it plans.
struct Sample {
  model::Invoice invoice;
  model::Policy policy;
  model::Reference reference;
  model::BusinessFacts business;
  std::string store_key;

  // Refers to this sample.
  PlanGround ground() const {
    return {.policy = policy, .reference = reference, .business = business, .store_key = store_key};
  }
};

inline Outcome plan_invoice(const Sample& sample) {
  return sync::plan_invoice(sample.invoice, sample.ground());
}

inline Sample input_for(model::Invoice invoice) {
  Sample input{.invoice = std::move(invoice),
               .policy = {},
               .reference = british_reference(),
               .business = british_business(),
               .store_key = "shop.example.com/uk"};
  input.policy = suggest(input.reference, input.business, 0);
  input.policy.sync_since.reset();
  return input;
}

}  // namespace byte8::sync::testing
