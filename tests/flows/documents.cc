// What the store of these tests sells, as its canonical routes say it.

#include "tests/flows/books.h"

namespace byte8::tests {
namespace {

json::Value number(const char* text) {
  return json::Value(json::Number{text});
}

json::Value address(const char* kind) {
  return json::object({{"kind", kind},
                       {"street", json::Array{"1 High Street"}},
                       {"city", "Leeds"},
                       {"postcode", "LS1 1AA"},
                       {"country_id", "GB"}});
}

std::string padded(std::int64_t id) {
  std::string digits = std::to_string(id);
  return std::string(9 - digits.size(), '0') + digits;
}

}  // namespace

json::Value a_customer(std::int64_t id) {
  return json::object({{"magento_id", id},
                       {"email", "buyer" + std::to_string(id) + "@example.com"},
                       {"first_name", "Ada"},
                       {"last_name", "Lovelace"},
                       {"website_id", 1},
                       {"addresses", json::Array{address("billing"), address("shipping")}},
                       {"created_at", "2026-05-17T09:00:00Z"},
                       {"updated_at", "2026-05-17T09:00:00Z"}});
}

json::Value an_invoice(std::int64_t id, const std::string& state) {
  return json::object({{"magento_id", id},
                       {"increment_id", padded(id)},
                       {"order_id", id},
                       {"order_increment_id", padded(id)},
                       {"website_id", 1},
                       {"store_id", 1},
                       {"currency", "GBP"},
                       {"state", state},
                       {"customer", a_customer(57)},
                       {"lines", json::Array{json::object({{"sku", "TEE-BLU"},
                                                           {"name", "Blue tee"},
                                                           {"qty", 1},
                                                           {"unit_price", 25},
                                                           {"line_subtotal", 25},
                                                           {"line_tax", 5},
                                                           {"line_total", 30},
                                                           {"tax_rate", number("0.2")}})}},
                       {"subtotal", 25},
                       {"tax_amount", 6},
                       {"shipping_amount", 5},
                       {"shipping_tax_amount", 1},
                       {"discount_amount", 0},
                       {"grand_total", 36},
                       {"created_at", "2026-05-17T10:11:12Z"},
                       {"payment_method", "checkmo"},
                       {"billing_address", address("billing")},
                       {"shipping_address", address("shipping")},
                       {"base_to_order_rate", 1}});
}

json::Value a_payment(const json::Value& invoice) {
  return json::object({{"magento_id", *invoice.find("magento_id")},
                       {"invoice_id", *invoice.find("magento_id")},
                       {"invoice_increment_id", invoice.text_or("increment_id")},
                       {"method", invoice.text_or("payment_method")},
                       {"currency", invoice.text_or("currency")},
                       {"amount", *invoice.find("grand_total")},
                       {"captured_at", invoice.text_or("created_at")},
                       {"gateway_metadata", json::Array{}}});
}

json::Value a_memo(std::int64_t id, const json::Value& invoice) {
  json::Value memo = json::object({{"magento_id", id},
                                   {"increment_id", "7" + padded(id)},
                                   {"invoice_id", *invoice.find("magento_id")},
                                   {"invoice_increment_id", invoice.text_or("increment_id")},
                                   {"adjustment_positive", 0},
                                   {"adjustment_negative", 0},
                                   {"created_at", "2026-05-17T10:20:00Z"},
                                   {"invoice_created_at", invoice.text_or("created_at")}});
  for (const char* same : {"website_id", "currency", "customer", "lines", "grand_total",
                           "shipping_amount", "shipping_tax_amount", "base_to_order_rate"}) {
    memo.set(same, *invoice.find(same));
  }
  return memo;
}

json::Value a_product(std::int64_t id, const std::string& type) {
  return json::object({{"magento_id", id},
                       {"sku", "SKU-" + std::to_string(id)},
                       {"name", "Article " + std::to_string(id)},
                       {"product_type", type},
                       {"price", 25},
                       {"special_price", 20},
                       {"stock_qty", 88},
                       {"manage_stock", true},
                       {"website_ids", json::Array{1}},
                       {"created_at", "2026-05-17T09:00:00Z"},
                       {"updated_at", "2026-05-17T09:00:00Z"}});
}

}  // namespace byte8::tests
