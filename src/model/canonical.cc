#include "model/canonical.h"

#include "model/canonical_reader.h"

namespace byte8::model {

namespace {

void read_lines(Reader& reader, Document& document, std::optional<Error>& error,
                std::uint64_t& magnitude) {
  const json::Array* lines = reader.list("lines");
  if (lines == nullptr) return;
  document.lines.reserve(lines->size());
  for (std::size_t i = 0; i < lines->size() && !error; ++i) {
    document.lines.push_back(read_line((*lines)[i], indexed("lines", i), error, magnitude));
    if (magnitude > magnitude_bound) reader.fail("lines", "the amounts are too large to add");
  }
}

// What our own module adds, so that nothing has to be derived.
Terms read_terms(Reader& reader) {
  return Terms{
      .compensation = reader.optional_amount("discount_tax_compensation_amount"),
      .shipping_discount = reader.optional_amount("shipping_discount_amount"),
      .shipping_compensation = reader.optional_amount("shipping_discount_tax_compensation_amount"),
      .fixed_product_tax = reader.optional_amount("fixed_product_tax_amount"),
      .gift_card = reader.optional_amount("gift_card_amount"),
      .store_credit = reader.optional_amount("store_credit_amount"),
      .base_grand_total = reader.optional_amount("base_grand_total")};
}

// The fields that invoices and credit memos share.
void read_document(Reader& reader, Document& document, std::optional<Error>& error) {
  document.magento_id = reader.integer("magento_id");
  if (document.magento_id <= 0) reader.fail("magento_id", "not positive");
  document.increment_id = reader.text("increment_id");
  if (document.increment_id.empty()) reader.fail("increment_id", "empty");
  document.website_id = reader.integer("website_id");
  document.currency = reader.text("currency");
  if (document.currency.size() != 3) reader.fail("currency", "not a currency code");
  if (const json::Value* customer = reader.member("customer", true)) {
    document.customer = read_customer(*customer, "customer", error);
  }
  std::uint64_t magnitude = 0;
  read_lines(reader, document, error, magnitude);
  document.shipping_amount = reader.amount("shipping_amount");
  document.shipping_tax_amount = reader.amount("shipping_tax_amount");
  document.grand_total = reader.amount("grand_total");
  document.terms = read_terms(reader);
  if (magnitude + reader.magnitude() > magnitude_bound) {
    reader.fail("grand_total", "the amounts are too large to add");
  }
  document.created_at = reader.optional_text("created_at").value_or("");
  document.payment_method = reader.optional_text("payment_method");
  if (const json::Value* address = reader.member("billing_address", false)) {
    document.billing_address = read_address(*address, "billing_address", error);
  }
  if (const json::Value* address = reader.member("shipping_address", false)) {
    document.shipping_address = read_address(*address, "shipping_address", error);
  }
  document.po_number = reader.optional_text("po_number");
  document.base_to_order_rate = reader.optional_rate("base_to_order_rate");
}

// Of each row what is left of its total after subtotal and tax.
Amount rows_discount(const std::vector<Line>& lines) {
  Amount sum;
  for (const Line& line : lines) sum += line.discount();
  return sum;
}

Amount rows_tax(const std::vector<Line>& lines) {
  Amount sum;
  for (const Line& line : lines) sum += line.line_tax;
  return sum;
}

}  // namespace

Result<Customer> decode_customer(const json::Value& value) {
  std::optional<Error> error;
  Customer customer = read_customer(value, "", error);
  if (error) return *error;
  return customer;
}

Result<Invoice> decode_invoice(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, "", error);
  Invoice invoice;
  read_document(reader, invoice, error);
  invoice.order_id = reader.integer("order_id");
  invoice.order_increment_id = reader.text("order_increment_id");
  invoice.store_id = reader.integer("store_id");
  invoice.state = reader.text("state");
  if (invoice.state != "open" && invoice.state != "paid" && invoice.state != "cancelled") {
    reader.fail("state", "not open, paid or cancelled");
  }
  invoice.subtotal = reader.amount("subtotal");
  invoice.tax_amount = reader.amount("tax_amount");
  invoice.discount_amount = reader.amount("discount_amount");
  if (reader.magnitude() > magnitude_bound) {
    reader.fail("grand_total", "the amounts are too large to add");
  }
  if (error) return *error;
  return invoice;
}

Result<CreditMemo> decode_credit_memo(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, "", error);
  CreditMemo memo;
  read_document(reader, memo, error);
  memo.order_id = reader.optional_integer("order_id").value_or(0);
  memo.order_increment_id = reader.optional_text("order_increment_id").value_or("");
  memo.invoice_id = reader.optional_integer("invoice_id");
  memo.invoice_increment_id = reader.optional_text("invoice_increment_id").value_or("");
  memo.invoice_created_at = reader.optional_text("invoice_created_at").value_or("");
  memo.reason = reader.optional_text("reason").value_or("");
  memo.adjustment_positive = reader.amount("adjustment_positive");
  memo.adjustment_negative = reader.amount("adjustment_negative");
  const auto tax = reader.optional_amount("tax_amount");
  const auto discount = reader.optional_amount("discount_amount");
  memo.header_is_complete = tax && discount;
  // The original module sends neither: what the rows say is all there is.
  memo.tax_amount = tax.value_or(rows_tax(memo.lines) + memo.shipping_tax_amount);
  memo.discount_amount = discount.value_or(-rows_discount(memo.lines));
  // Magento keeps a memo's discount as a positive or a negative number, by the way it was made.
  if (!memo.discount_amount.negative()) memo.discount_amount = -memo.discount_amount;
  if (reader.magnitude() > magnitude_bound) {
    reader.fail("grand_total", "the amounts are too large to add");
  }
  if (error) return *error;
  return memo;
}

Result<Payment> decode_payment(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, "", error);
  Payment payment;
  payment.invoice_id = reader.integer("invoice_id");
  payment.method = reader.optional_text("method").value_or("");
  payment.currency = reader.text("currency");
  payment.amount = reader.amount("amount");
  payment.captured_at = reader.optional_text("captured_at").value_or("");
  if (error) return *error;
  return payment;
}

Result<Product> decode_product(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, "", error);
  Product product;
  product.magento_id = reader.integer("magento_id");
  if (product.magento_id <= 0) reader.fail("magento_id", "not positive");
  product.sku = reader.text("sku");
  product.name = reader.text("name");
  product.product_type = reader.text("product_type");
  product.price = reader.optional_amount("price");
  product.cost = reader.optional_amount("cost");
  product.stock_qty = reader.optional_amount("stock_qty");
  product.salable_qty = reader.optional_amount("salable_qty");
  product.manage_stock = reader.truth("manage_stock", false);
  product.price_includes_tax = reader.truth("price_includes_tax", false);
  product.enabled = reader.optional_text("status").value_or("enabled") != "disabled";
  product.currency = reader.optional_text("currency");
  product.barcode = reader.optional_text("barcode");
  if (const json::Array* websites = reader.list("website_ids")) {
    for (const json::Value& website : *websites) {
      if (const auto id = website.integer()) product.website_ids.push_back(*id);
    }
  }
  product.created_at = reader.optional_text("created_at").value_or("");
  if (error) return *error;
  return product;
}

}  // namespace byte8::model
