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
  std::optional<std::string> product_type;

  Amount discount() const { return line_subtotal + line_tax - line_total; }
  bool empty() const { return line_subtotal.zero() && line_tax.zero() && line_total.zero(); }
};

struct Invoice {
  std::int64_t magento_id = 0;
  std::string increment_id;
  std::int64_t order_id = 0;
  std::string order_increment_id;
  std::int64_t website_id = 0;
  std::int64_t store_id = 0;
  std::string currency;
  std::string state;  // "open" | "paid" | "cancelled"
  Customer customer;
  std::vector<Line>
      lines;  // every row, helper rows of configurables and bundles included; may be empty
  Amount subtotal;
  Amount tax_amount;  // includes shipping tax
  Amount shipping_amount;
  Amount shipping_tax_amount;
  Amount discount_amount;  // negative or 0
  Amount grand_total;
  std::string created_at;
  std::optional<std::string> payment_method;
  std::optional<Address> billing_address;
  std::optional<Address> shipping_address;
  std::optional<std::string> po_number;
  std::optional<Rate> base_to_order_rate;  // order = base × rate
};

// Reads what a store sent. Absent keys and empty texts of optional fields are nullopt, unknown keys
// are ignored, numbers may be integers or decimals. The error is Fault::serde; its message and
// `field` name the first field that is wrong ("lines[3].line_tax"). Figures too large to be added
// are refused here, so that no later sum of a document can overflow.
Result<Invoice> decode_invoice(const json::Value& value);
Result<Customer> decode_customer(const json::Value& value);

}  // namespace byte8::model
