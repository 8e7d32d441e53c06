#include "sandbox/shop/generator.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "sandbox/shop/generator_data.h"

namespace byte8::sandbox::shop {

namespace {

constexpr std::size_t profiles = 24;
constexpr Cents flat_rate = 500;
constexpr StoreView default_view() {
  return {};
}

StoreView euro_view() {
  return {.id = 2, .code = "eu", .currency = "EUR", .rate = 11'654};
}

// The shop is registered for tax at home only: what goes abroad carries none.
std::int64_t tax_rate(std::int64_t tax_class, std::string_view country) {
  if (country != "GB") return 0;
  return tax_class == 2 ? 2000 : tax_class == 4 ? 500 : 0;
}

std::string lower(std::string_view name) {
  std::string plain;
  for (const char letter : text::lower_ascii(name)) {
    if (letter >= 'a' && letter <= 'z') plain += letter;
  }
  return plain;
}

}  // namespace

const std::vector<Product>& catalogue() {
  static const std::vector<Product> all = {
      {100'001, "LAMP-OAK", "Oak desk lamp", "simple", 4250, 2, ""},
      {100'002, "MUG-STONE", "Stoneware mug", "simple", 1167, 2, ""},
      {100'003, "MUG-PENNY", "Enamel mug 4.99", "simple", 499, 2, ""},
      {100'004, "TEE-NAVY", "Navy tee", "configurable", 2208, 2, "Navy tee - M"},
      {100'005, "THROW-WOOL", "Wool throw", "simple", 6583, 2, ""},
      {100'006, "BOOK-BREAD", "Bread & salt: a cookery book", "simple", 1899, 5, ""},
      {100'007, "BOOK-KIDS", "The fox who kept the books", "simple", 799, 5, ""},
      {100'008, "LOGS-KILN", "Kiln-dried logs, 40 l", "simple", 1333, 4, ""},
      {100'009, "SEAT-CHILD", "Child car seat", "simple", 8995, 4, ""},
      {100'010, "GUIDE-PDF", "Field guide (PDF)", "downloadable", 833, 2, ""},
      {100'011, "CLIP-BRASS", "Brass clip", "simple", 7, 2, ""},
      {100'012, "PEN-GIFT", "Gift pen", "simple", 0, 2, ""},
      {100'013, "TABLE-ASH", "Ash dining table", "simple", 124'917, 2, ""},
      {100'014, "CANDLE-FIG", "Fig candle \"No. 3\"", "simple", 1666, 2, ""},
  };
  return all;
}

Generator::Generator(std::uint64_t seed) : dice_(seed) {
  constexpr Millis opened = Millis{1'767'258'000} * 1000;  // 2026-01-01 09:00 UTC
  for (std::size_t at = 0; at < profiles; ++at) {
    Customer customer;
    customer.id = first_generated_id + static_cast<std::int64_t>(at);
    customer.first_name = dice_.pick(data::first_names);
    customer.last_name = dice_.pick(data::last_names);
    customer.email = lower(customer.first_name) + '.' + lower(customer.last_name) +
                     std::to_string(customer.id % 1000) + "@example.com";
    customer.group_id = dice_.percent(20) ? 2 : 1;
    customer.created_at = opened + static_cast<Millis>(dice_.below(90 * 86400)) * 1000;
    if (dice_.percent(80)) customer.address = address(dice_.percent(70) ? "GB" : "IE");
    customers_.push_back(std::move(customer));
  }
}

Address Generator::address(std::string_view country) {
  std::vector<const data::Place*> fitting;
  for (const data::Place& place : data::places) {
    if (place.country == country) fitting.push_back(&place);
  }
  const data::Place& place = *dice_.pick(fitting);
  Address made;
  made.street.push_back(std::to_string(1 + dice_.below(140)) + ' ' +
                        std::string(dice_.pick(data::streets)));
  if (dice_.percent(15)) made.street.push_back("Unit " + std::to_string(1 + dice_.below(12)));
  made.city = place.city;
  made.region = place.region;
  made.postcode = place.postcode;
  made.country = place.country;
  made.telephone = std::string(place.telephone) + std::to_string(100 + dice_.below(900));
  if (dice_.percent(20)) made.company = dice_.pick(data::companies);
  return made;
}

Generator::Buyer Generator::buyer(Millis now) {
  Buyer made;
  if (dice_.percent(45)) {
    made.customer = dice_.pick(customers_);
    made.billing = made.customer.address ? *made.customer.address : address("GB");
    return made;
  }
  // Guests come back: a small pool of addresses, so that one guest has several orders.
  Dice guest(1 + dice_.below(60));
  made.customer.first_name = guest.pick(data::first_names);
  made.customer.last_name = guest.pick(data::last_names);
  made.customer.email =
      lower(made.customer.first_name) + '.' + lower(made.customer.last_name) + ".guest@example.com";
  made.customer.created_at = now;
  const std::uint64_t where = guest.below(100);
  std::swap(dice_, guest);
  made.billing = address(where < 70 ? "GB" : where < 88 ? "IE" : "US");
  std::swap(dice_, guest);
  return made;
}

std::vector<Line> Generator::basket(const StoreView& store, std::string_view country) {
  const std::vector<Product>& products = catalogue();
  std::vector<std::size_t> chosen;
  const std::size_t count = 1 + dice_.below(5);
  while (chosen.size() < count) {
    const std::size_t at = dice_.below(products.size());
    if (std::ranges::find(chosen, at) == chosen.end()) chosen.push_back(at);
  }
  std::vector<Line> lines;
  for (const std::size_t at : chosen) {
    const Product& product = products[at];
    Line line;
    line.product = at;
    line.sku = product.sku;
    line.name = product.name;
    line.quantity = product.price < 100 ? 1 + static_cast<std::int64_t>(dice_.below(9))
                                        : 1 + static_cast<std::int64_t>(dice_.below(3));
    line.price = store.rate == 10'000 ? product.price : converted(product.price, store.rate);
    line.tax_rate = tax_rate(product.tax_class, country);
    lines.push_back(line);
    if (product.child_name.empty()) continue;
    line.sku = product.sku;  // Magento gives the child row the parent's sku
    line.name = product.child_name;
    line.price = 0;
    line.dummy = true;
    lines.push_back(line);
  }
  return lines;
}

std::string Generator::increment(const StoreView& store, std::int64_t number) const {
  std::string digits = std::to_string(first_generated_id + number);
  digits.insert(0, 9 - digits.size(), '0');
  return store.id == 1 ? digits : std::to_string(store.id) + digits;
}

void Generator::pay(InvoiceRecord& invoice, Cents order_total) {
  const std::uint64_t draw = dice_.below(100);
  if (order_total == 0) {
    invoice.payment_method = "free";
    invoice.payment_title = "No Payment Information Required";
  } else if (draw < 55) {
    invoice.payment_method = "bench_card";
    invoice.payment_title = "Bench card gateway";
    invoice.transaction_id = "cap_" + dice_.hex(16);
    invoice.paid = draw >= 8;
  } else if (draw < 75) {
    invoice.payment_method = "banktransfer";
    invoice.payment_title = "Bank Transfer Payment";
  } else if (draw < 88) {
    invoice.payment_method = "checkmo";
    invoice.payment_title = "Check / Money order";
  } else if (draw < 95) {
    invoice.payment_method = "purchaseorder";
    invoice.payment_title = "Purchase Order";
    invoice.po_number = "PO-" + std::to_string(1000 + dice_.below(9000));
  } else {
    invoice.payment_method = "cashondelivery";
    invoice.payment_title = "Cash On Delivery";
  }
}

// All lines on one invoice, or some of each on a first and the rest on a second.
std::vector<std::vector<Line>> Generator::split(const std::vector<Line>& lines) {
  std::int64_t pieces = 0;
  for (const Line& line : lines) pieces += line.dummy ? 0 : line.quantity;
  if (pieces < 2 || !dice_.percent(18)) return {lines};
  std::vector<std::int64_t> first;
  for (const Line& line : lines) {
    const auto some =
        static_cast<std::int64_t>(dice_.below(static_cast<std::uint64_t>(line.quantity) + 1));
    first.push_back(line.dummy ? first.back() : some);
  }
  std::vector<Line> taken = first_part(lines, first);
  std::vector<Line> left = rest(lines, taken);
  if (taken.empty() || left.empty()) return {lines};
  return {std::move(taken), std::move(left)};
}

Order Generator::place(Millis now) {
  const Buyer made = buyer(now);
  const bool abroad = made.billing.country != "GB";
  const StoreView store = abroad && dice_.percent(60) ? euro_view() : default_view();
  std::vector<Line> lines = basket(store, made.billing.country);
  const std::uint64_t offer = dice_.below(100);
  if (offer < 15) discount_percent(lines, 1000);
  if (offer >= 15 && offer < 25) discount_fixed(lines, converted(500, store.rate));
  compute_tax(lines);
  const bool virtual_only = std::ranges::all_of(
      lines, [](const Line& line) { return catalogue()[line.product].type == "downloadable"; });
  const Cents shipping = virtual_only || dice_.percent(15) ? 0 : converted(flat_rate, store.rate);

  const std::int64_t shipping_rate = tax_rate(2, made.billing.country);
  const Cents order_total = total(lines, shipping, shipping_rate).grand_total();

  Order order;
  order.id = first_generated_id + orders_;
  order.increment_id = increment(store, orders_++);
  bool first = true;
  for (std::vector<Line>& part : split(lines)) {
    InvoiceRecord invoice;
    invoice.id = first_generated_id + invoices_;
    invoice.increment_id = increment(store, invoices_++);
    invoice.order_id = order.id;
    invoice.order_increment_id = order.increment_id;
    invoice.store = store;
    invoice.customer = made.customer;
    invoice.billing = made.billing;
    invoice.has_shipping_address = !virtual_only;
    invoice.totals = total(part, first ? shipping : 0, shipping_rate);
    invoice.lines = std::move(part);
    invoice.order_created_at = now;
    invoice.created_at = now;
    if (first) {
      pay(invoice, order_total);
    } else {
      const InvoiceRecord& before = order.invoices.front();
      invoice.payment_method = before.payment_method;
      invoice.payment_title = before.payment_title;
      invoice.po_number = before.po_number;
      invoice.transaction_id = before.transaction_id;
      invoice.paid = before.paid;
    }
    first = false;
    order.invoices.push_back(std::move(invoice));
  }
  return order;
}

}  // namespace byte8::sandbox::shop
