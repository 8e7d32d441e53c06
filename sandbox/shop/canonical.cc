// The canonical bodies of what the generator made, field by field as the module writes them: null
// is left out, and company stays unsaid for a customer whose profile has addresses.

#include <utility>

#include "base/clock.h"
#include "sandbox/shop/generator.h"

namespace byte8::sandbox::shop {

namespace {

json::Value money(Cents cents) {
  return json::Number{number_text(cents)};
}

void set_text(json::Value& object, std::string key, const std::string& text) {
  if (!text.empty()) object.set(std::move(key), text);
}

json::Value address(const Address& given, std::string_view kind) {
  json::Value value = json::object({{"kind", kind}});
  json::Array street;
  for (const std::string& line : given.street) street.emplace_back(line);
  value.set("street", std::move(street));
  value.set("city", given.city);
  set_text(value, "region", given.region);
  set_text(value, "postcode", given.postcode);
  value.set("country_id", given.country);
  set_text(value, "telephone", given.telephone);
  return value;
}

// `billing` and `shipping` null: not to be shown.
json::Value contact(const Customer& customer, const Address* billing, const Address* shipping,
                    bool company, Millis created_at) {
  json::Value value = json::object({{"magento_id", customer.id}, {"email", customer.email}});
  set_text(value, "first_name", customer.first_name);
  set_text(value, "last_name", customer.last_name);
  if (company && billing != nullptr) set_text(value, "company", billing->company);
  if (billing != nullptr) set_text(value, "phone", billing->telephone);
  value.set("website_id", customer.id == 0 ? 0 : 1);
  if (customer.id != 0) value.set("group_id", customer.group_id);
  json::Array addresses;
  if (billing != nullptr) addresses.push_back(address(*billing, "billing"));
  if (shipping != nullptr) addresses.push_back(address(*shipping, "shipping"));
  value.set("addresses", std::move(addresses));
  value.set("created_at", utc_text(created_at));
  value.set("updated_at", utc_text(created_at));
  return value;
}

json::Value buyer(const InvoiceRecord& invoice) {
  const Customer& customer = invoice.customer;
  if (customer.id != 0 && customer.address) {
    return contact(customer, &*customer.address, &*customer.address, false, customer.created_at);
  }
  const Address* shipping = invoice.has_shipping_address ? &invoice.billing : nullptr;
  const Millis created = customer.id == 0 ? invoice.order_created_at : customer.created_at;
  return contact(customer, &invoice.billing, shipping, true, created);
}

json::Value line(const Line& given) {
  json::Value value = json::object({
      {"sku", given.sku},
      {"name", given.name},
      {"qty", given.quantity},
      {"unit_price", money(given.price)},
      {"line_subtotal", money(given.row)},
      {"line_tax", money(given.tax)},
      {"line_total", money(given.row + given.tax - given.discount)},
  });
  if (given.row > 0 && given.tax > 0) {
    value.set("tax_rate", json::Number{ratio_text(given.tax, given.row)});
  }
  return value;
}

json::Value rate_number(std::int64_t rate) {
  // Ten-thousandths, without trailing zeros.
  std::string text = std::to_string(rate / 10'000);
  std::string fraction = std::to_string(10'000 + rate % 10'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) text += '.' + fraction;
  return json::Number{std::move(text)};
}

}  // namespace

json::Value canonical_invoice(const InvoiceRecord& invoice) {
  json::Value value = json::object({
      {"magento_id", invoice.id},
      {"increment_id", invoice.increment_id},
      {"order_id", invoice.order_id},
      {"order_increment_id", invoice.order_increment_id},
      {"website_id", 1},
      {"store_id", invoice.store.id},
      {"currency", invoice.store.currency},
      {"state", invoice.paid ? "paid" : "open"},
      {"customer", buyer(invoice)},
  });
  json::Array lines;
  for (const Line& each : invoice.lines) lines.push_back(line(each));
  const Totals& totals = invoice.totals;
  value.set("lines", std::move(lines));
  value.set("subtotal", money(totals.subtotal));
  value.set("tax_amount", money(totals.tax));
  value.set("shipping_amount", money(totals.shipping));
  value.set("shipping_tax_amount", money(totals.shipping_tax));
  value.set("discount_amount", money(-totals.discount));
  value.set("grand_total", money(totals.grand_total()));
  value.set("created_at", utc_text(invoice.created_at));
  set_text(value, "payment_method", invoice.payment_method);
  value.set("billing_address", address(invoice.billing, "billing"));
  if (invoice.has_shipping_address) {
    value.set("shipping_address", address(invoice.billing, "shipping"));
  }
  set_text(value, "po_number", invoice.po_number);
  value.set("base_to_order_rate", rate_number(invoice.store.rate));
  return value;
}

json::Value canonical_payment(const InvoiceRecord& invoice) {
  json::Value value = json::object({
      {"magento_id", invoice.id},
      {"invoice_id", invoice.id},
      {"invoice_increment_id", invoice.increment_id},
      {"method", invoice.payment_method},
      {"currency", invoice.store.currency},
      {"amount", money(invoice.totals.grand_total())},
      {"captured_at", utc_text(invoice.created_at)},
  });
  set_text(value, "gateway_txn_id", invoice.transaction_id);
  value.set("gateway_metadata", json::Array{json::Value(invoice.payment_title)});
  return value;
}

json::Value canonical_customer(const Customer& customer) {
  const Address* home = customer.address ? &*customer.address : nullptr;
  return contact(customer, home, home, false, customer.created_at);
}

json::Value canonical_product(const Product& product) {
  constexpr Millis created = Millis{1'767'258'000} * 1000;
  json::Value value = json::object({{"magento_id", product.id},
                                    {"sku", product.sku},
                                    {"name", product.name},
                                    {"product_type", product.type},
                                    {"price", money(product.price)}});
  if (product.type == "simple") value.set("weight", json::Number{"0.35"});
  value.set("stock_qty", product.type == "configurable" ? 0 : 500);
  value.set("manage_stock", product.type != "downloadable");
  value.set("tax_class", std::to_string(product.tax_class));
  value.set("website_ids", json::Array{json::Value(1)});
  value.set("created_at", utc_text(created));
  value.set("updated_at", utc_text(created));
  return value;
}

Facts facts_of(const InvoiceRecord& invoice) {
  return {.kind = "invoice",
          .id = invoice.id,
          .increment_id = invoice.increment_id,
          .order_increment_id = invoice.order_increment_id,
          .currency = invoice.store.currency,
          .state = invoice.paid ? "paid" : "open",
          .customer = invoice.customer.first_name + ' ' + invoice.customer.last_name,
          .payment_method = invoice.payment_method,
          .grand_total = decimal_text(invoice.totals.grand_total()),
          .tax_amount = decimal_text(invoice.totals.tax),
          .base_to_order_rate = rate_number(invoice.store.rate).number_text(),
          .created_at = utc_text(invoice.created_at),
          .store_id = invoice.store.id};
}

}  // namespace byte8::sandbox::shop
