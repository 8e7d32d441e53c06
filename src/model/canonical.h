#pragma once
// Magento's canonical documents as values. Every field the wire may omit is optional here; nothing
// is guessed while decoding. Source: spec/wire.md §6.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/money.h"

namespace byte8::model {

struct Address {
  std::string kind;  // "billing" | "shipping"
  std::vector<std::string> street;
  std::string city;
  std::optional<std::string> region;
  std::optional<std::string> postcode;
  std::string country_id;  // ISO 3166-1 alpha-2, may be empty
  std::optional<std::string> telephone;
};

struct Customer {
  std::int64_t magento_id = 0;  // 0: guest or deleted customer
  std::string email;            // may be empty
  std::optional<std::string> first_name;
  std::optional<std::string> last_name;
  std::optional<std::string> company;
  std::optional<std::string> phone;
  std::optional<std::string> vat_id;  // our own module only
  std::int64_t website_id = 0;
  std::optional<std::int64_t> group_id;
  std::vector<Address> addresses;
  std::string created_at;  // "YYYY-MM-DDTHH:MM:SSZ" or empty
  std::string updated_at;
};

struct Line {
  std::string sku;
  std::string name;
  Quantity qty;
  Amount unit_price;     // excluding tax, before discount
  Amount line_subtotal;  // excluding tax, before discount
  Amount line_tax;
  Amount line_total;             // subtotal + tax - discount
  std::optional<Rate> tax_rate;  // a ratio, distorted by discounts: a hint, never a key
  // Our own module only, down to the end.
  std::optional<std::string> tax_class;
  std::optional<std::string> product_type;
  std::optional<Rate> tax_percent;        // 20, of the order's own tax
  std::optional<Amount> discount_amount;  // positive
  std::optional<Amount> compensation;     // the tax inside a discount of gross prices

  Amount discount() const { return line_subtotal + line_tax - line_total; }
  bool empty() const { return line_subtotal.zero() && line_tax.zero() && line_total.zero(); }
};

// The terms of a total that the original module leaves out. Absent: not said, to be derived.
struct Terms {
  std::optional<Amount> compensation;           // of the rows
  std::optional<Amount> shipping_discount;      // positive
  std::optional<Amount> shipping_compensation;  // the tax inside it
  std::optional<Amount> fixed_product_tax;      // without its tax
  std::optional<Amount> gift_card;              // positive: taken off the total
  std::optional<Amount> store_credit;           // the same
  std::optional<Amount> base_grand_total;
};

// What an invoice and a credit memo have in common; amounts in the order's currency.
struct Document {
  std::int64_t magento_id = 0;
  std::string increment_id;
  std::int64_t order_id = 0;  // 0 and empty where a memo does not say
  std::string order_increment_id;
  std::int64_t website_id = 0;
  std::string currency;
  Customer customer;
  // Every row, helper rows of configurables and bundles included; may be empty.
  std::vector<Line> lines;
  Amount tax_amount;  // includes shipping tax
  Amount shipping_amount;
  Amount shipping_tax_amount;
  Amount discount_amount;  // negative or 0
  Amount grand_total;
  Amount adjustment_positive;  // memos: refunded beyond the rows
  Amount adjustment_negative;  // memos: kept back, reduces the total
  Terms terms;
  // Whether tax_amount and discount_amount are the store's own words.
  bool header_is_complete = true;
  std::string created_at;
  std::optional<std::string> payment_method;
  std::optional<Address> billing_address;
  std::optional<Address> shipping_address;
  std::optional<std::string> po_number;
  std::optional<Rate> base_to_order_rate;  // order = base × rate
};

struct Invoice : Document {
  std::int64_t store_id = 0;
  std::string state;  // "open" | "paid" | "cancelled"
  Amount subtotal;
};

struct CreditMemo : Document {
  std::optional<std::int64_t> invoice_id;  // absent when it was made from the order
  std::string invoice_increment_id;
  std::string invoice_created_at;
  std::string reason;  // what the customer may read
};

struct Payment {
  std::int64_t invoice_id = 0;
  std::string method;
  std::string currency;
  Amount amount;            // the invoice's total, whatever its state
  std::string captured_at;  // the original module: when the invoice was made
};

struct Product {
  std::int64_t magento_id = 0;
  std::string sku;
  std::string name;
  std::string product_type;  // simple | virtual | downloadable | configurable | bundle | grouped…
  std::optional<Amount> price;  // base price, in the store's base currency
  std::optional<Amount> cost;
  std::optional<Amount> stock_qty;
  std::optional<Amount> salable_qty;  // our own module only
  bool manage_stock = false;
  bool price_includes_tax = false;  // our own module only
  bool enabled = true;              // our own module only
  std::optional<std::string> currency;
  std::optional<std::string> barcode;
  std::vector<std::int64_t> website_ids;
  std::string created_at;
};

// Reads what a store sent. Absent keys and empty texts of optional fields are nullopt, unknown keys
// are ignored, numbers may be integers or decimals. The error is Fault::serde; its message and
// `field` name the first field that is wrong ("lines[3].line_tax"). Figures too large to be added
// are refused here, so that no later sum of a document can overflow.
Result<Invoice> decode_invoice(const json::Value& value);
Result<CreditMemo> decode_credit_memo(const json::Value& value);
Result<Payment> decode_payment(const json::Value& value);
Result<Customer> decode_customer(const json::Value& value);
Result<Product> decode_product(const json::Value& value);

}  // namespace byte8::model
