#pragma once
// The invented shop: its catalogue, its customers, and baskets that a seeded generator fills. Every
// id is 100,001 or above, so that nothing collides with the recorded documents; all people are made
// up and live at example.com.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "sandbox/shop/dice.h"
#include "sandbox/shop/documents.h"
#include "sandbox/shop/order_money.h"

namespace byte8::sandbox::shop {

inline constexpr std::int64_t first_generated_id = 100'001;

struct Address {
  std::vector<std::string> street;
  std::string city;
  std::string region;  // may be empty
  std::string postcode;
  std::string country;
  std::string telephone;
  std::string company;  // never on the wire as part of an address
};

struct Customer {
  std::int64_t id = 0;  // 0: a guest
  std::string email;
  std::string first_name;
  std::string last_name;
  std::int64_t group_id = 1;
  std::optional<Address> address;  // default billing and shipping of the profile
  Millis created_at = 0;
};

struct Product {
  std::int64_t id = 0;
  std::string sku;
  std::string name;
  std::string type;
  Cents price = 0;             // in pounds
  std::int64_t tax_class = 2;  // 2 standard, 4 reduced, 5 zero
  std::string child_name;      // of a configurable: the chosen variant's row
};
const std::vector<Product>& catalogue();

struct StoreView {
  std::int64_t id = 1;
  std::string code = "default";
  std::string currency = "GBP";
  std::int64_t rate = 10'000;  // order currency for one pound, ten-thousandths
};

struct InvoiceRecord {
  std::int64_t id = 0;
  std::string increment_id;
  std::int64_t order_id = 0;
  std::string order_increment_id;
  StoreView store;
  bool paid = true;
  Customer customer;
  Address billing;
  bool has_shipping_address = true;  // the billing address again; none on a virtual order
  std::vector<Line> lines;
  Totals totals;
  std::string payment_method;
  std::string payment_title;
  std::string po_number;
  std::string transaction_id;
  Millis order_created_at = 0;
  Millis created_at = 0;
};

struct Order {
  std::int64_t id = 0;
  std::string increment_id;
  std::vector<InvoiceRecord> invoices;
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed);

  Order place(Millis now);
  const std::vector<Customer>& customers() const { return customers_; }

 private:
  struct Buyer {
    Customer customer;
    Address billing;
  };

  Buyer buyer(Millis now);
  Address address(std::string_view country);
  std::vector<Line> basket(const StoreView& store, std::string_view country);
  void pay(InvoiceRecord& invoice, Cents order_total);
  std::string increment(const StoreView& store, std::int64_t number) const;
  std::vector<std::vector<Line>> split(const std::vector<Line>& lines);

  Dice dice_;
  std::vector<Customer> customers_;
  std::int64_t orders_ = 0;
  std::int64_t invoices_ = 0;
};

// Canonical bodies (spec/wire.md): as the module's GET routes give them.
json::Value canonical_invoice(const InvoiceRecord& invoice);
json::Value canonical_payment(const InvoiceRecord& invoice);
json::Value canonical_customer(const Customer& customer);
json::Value canonical_product(const Product& product);
Facts facts_of(const InvoiceRecord& invoice);

}  // namespace byte8::sandbox::shop
