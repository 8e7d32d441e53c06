// Tokens, casts, money and generated documents, each by itself.

#include <cstdlib>
#include <set>

#include "sandbox/shop/order_money.h"
#include "sandbox/shop/php.h"
#include "sandbox/shop/rest_answer.h"
#include "sandbox/shop/shop_test_support.h"

namespace byte8::sandbox::shop {
namespace {

TEST(token, keys_and_tokens_are_those_of_the_published_vectors) {
  const std::string master = "byte8_lk_example_master_key_0123456789";
  const std::string outbound = token::derive(master, token::outbound_purpose);
  const std::string made =
      token::mint(outbound, tenant, 1'779'012'672, "6f1c2a34-5b67-4c89-9d01-23456789abcd");
  EXPECT_EQ(made,
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
            "eyJpc3MiOiJtYWdlbnRvIiwic3ViIjoiYThkNGUyZTAtMWM0ZS0xMWVmLTkyNjItMDI0MmFjMTIwMDAyIiwi"
            "YXVkIjoiYnl0ZTgtbGVkZ2VyIiwiaWF0IjoxNzc5MDEyNjcyLCJuYmYiOjE3NzkwMTI2NzIsImV4cCI6MTc3"
            "OTAxMjczMiwianRpIjoiNmYxYzJhMzQtNWI2Ny00Yzg5LTlkMDEtMjM0NTY3ODlhYmNkIn0.FrwTZl1zvUzCo"
            "vHkcPx_n9KivDIBiX2Drn0h8M-NfxI");
  const std::string inbound = token::derive(master, token::inbound_purpose);
  const std::string received =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
      "eyJpc3MiOiJieXRlOC1sZWRnZXIiLCJzdWIiOiJhOGQ0ZTJlMC0xYzRlLTExZWYtOTI2Mi0wMjQyYWMxMjAwMDIiLC"
      "JhdWQiOiJtYWdlbnRvIiwiaWF0IjoxNzc5MDEyNjcyLCJuYmYiOjE3NzkwMTI2NzIsImV4cCI6MTc3OTAxMjk3Mi"
      "wianRpIjoiMGIwYzVmMGUtN2Q1NS00ZjZjLThhMzktNmYyZjRjMWQ5ZTc3In0.mdYOA_sXV_i1Jmd_xgNMNa48Qvt"
      "58CQ8mnCrcGWxT_Y";
  const auto accepted = token::verify(received, inbound, tenant, 1'779'012'672);
  ASSERT_TRUE(accepted.has_value());
  EXPECT_EQ(accepted->jti, "0b0c5f0e-7d55-4f6c-8a39-6f2f4c1d9e77");
  EXPECT_EQ(accepted->exp, 1'779'012'972);
  // No leeway at either end, and no other tenant or key.
  EXPECT_FALSE(token::verify(received, inbound, tenant, 1'779'012'671).has_value());
  EXPECT_TRUE(token::verify(received, inbound, tenant, 1'779'012'971).has_value());
  EXPECT_FALSE(token::verify(received, inbound, tenant, 1'779'012'972).has_value());
  EXPECT_FALSE(token::verify(received, inbound, "another", 1'779'012'672).has_value());
  EXPECT_FALSE(token::verify(received, outbound, tenant, 1'779'012'672).has_value());
}

TEST(token, base64url_goes_both_ways_and_refuses_what_is_none) {
  for (const std::string text : {"", "a", "ab", "abc", "\xff\xfe\xfd?>"}) {
    EXPECT_EQ(token::base64url_decode(token::base64url(text)), text);
  }
  EXPECT_EQ(token::base64url_decode("YQ=="), "a");
  EXPECT_FALSE(token::base64url_decode("a").has_value());
  EXPECT_FALSE(token::base64url_decode("ab+/").has_value());
}

TEST(php, numbers_are_cast_as_php_casts_them) {
  EXPECT_EQ(php::to_int("14"), 14);
  EXPECT_EQ(php::to_int("2.7"), 2);
  EXPECT_EQ(php::to_int("-2.7"), -2);
  EXPECT_EQ(php::to_int(" 3 "), 3);
  EXPECT_EQ(php::to_int("+4"), 4);
  EXPECT_EQ(php::to_int("1e3"), 1000);
  EXPECT_EQ(php::to_int(".5"), 0);
  EXPECT_EQ(php::to_int("99999999999999999999"), INT64_MAX);
  EXPECT_EQ(php::to_int("-99999999999999999999"), INT64_MIN);
  for (const std::string text : {"", " ", "x", "1x", "0x10", ".", "e3", "1e", "--1"}) {
    EXPECT_FALSE(php::to_int(text).has_value()) << text;
  }
}

TEST(php, columns_cut_characters_and_lose_four_byte_ones) {
  EXPECT_EQ(php::column("SI-\xf0\x9f\x98\x80-é", 64), std::string("SI-") + "??" + "??" + "-é");
  EXPECT_EQ(php::column(std::string(70, 'x'), 64).size(), 64U);
  EXPECT_EQ(php::column("ééé", 2), "éé");
}

TEST(php, timestamps_keep_what_mysql_keeps) {
  EXPECT_EQ(php::timestamp("2026-05-17T10:12:03.987Z"), "2026-05-17 10:12:03");
  EXPECT_EQ(php::timestamp("2026-05-17 10:12:03+02:00"), "2026-05-17 10:12:03");
  EXPECT_EQ(php::timestamp("2026-05-17"), "2026-05-17 00:00:00");
  EXPECT_EQ(php::timestamp("yesterday at noon"), "0000-00-00 00:00:00");
  EXPECT_EQ(php::timestamp(""), "0000-00-00 00:00:00");
}

TEST(rest_answer, fields_keep_their_order_and_unknown_ones_vanish) {
  const json::Value whole =
      json::parse(R"({"a":1,"b":{"c":2,"d":3},"e":[{"f":4,"g":5}],"h":6})").value();
  EXPECT_EQ(json::write(keep_fields(whole, "h,b[d],e[f,x],z")),
            R"({"b":{"d":3},"e":[{"f":4}],"h":6})");
}

TEST(order_money, numbers_are_written_as_php_prints_them) {
  EXPECT_EQ(number_text(2500), "25");
  EXPECT_EQ(number_text(499), "4.99");
  EXPECT_EQ(number_text(10), "0.1");
  EXPECT_EQ(number_text(-650), "-6.5");
  EXPECT_EQ(decimal_text(10), "0.10");
  EXPECT_EQ(decimal_text(-5), "-0.05");
  EXPECT_EQ(ratio_text(200, 998), "0.2004");
  EXPECT_EQ(ratio_text(900, 5000), "0.18");
}

Line line_of(Cents price, std::int64_t quantity, std::int64_t rate) {
  Line line;
  line.price = price;
  line.quantity = quantity;
  line.tax_rate = rate;
  return line;
}

TEST(order_money, the_total_algorithm_gives_the_pennies_of_recording_036) {
  std::vector<Line> lines = {line_of(7, 7, 2000), line_of(99, 7, 2000), line_of(1170, 3, 2000),
                             line_of(1, 9, 2000)};
  compute_tax(lines);
  EXPECT_EQ(lines[0].tax, 10);
  EXPECT_EQ(lines[1].tax, 138);
  EXPECT_EQ(lines[2].tax, 702);
  EXPECT_EQ(lines[3].tax, 2);
  const Totals totals = total(lines, 500, 2000);
  EXPECT_EQ(totals.subtotal, 4261);
  EXPECT_EQ(totals.tax, 952);
  EXPECT_EQ(totals.grand_total(), 5713);
}

TEST(order_money, a_coupon_and_a_currency_give_recordings_005_and_038) {
  std::vector<Line> lines = {line_of(2500, 2, 2000), line_of(499, 3, 2000)};
  discount_percent(lines, 1000);
  compute_tax(lines);
  EXPECT_EQ(lines[0].tax, 900);
  EXPECT_EQ(lines[1].discount, 150);
  EXPECT_EQ(lines[1].tax, 269);
  EXPECT_EQ(total(lines, 500, 2000).grand_total(), 7616);
  EXPECT_EQ(converted(2500, 11'654), 2914);
  EXPECT_EQ(converted(499, 11'654), 582);
  EXPECT_EQ(converted(500, 11'654), 583);
}

TEST(order_money, two_invoices_add_up_to_their_order) {
  std::vector<Line> lines = {line_of(333, 3, 2000), line_of(101, 7, 500), line_of(999, 1, 0)};
  for (std::size_t at = 0; at < lines.size(); ++at) lines[at].product = at;
  discount_fixed(lines, 500);
  compute_tax(lines);
  const std::vector<Line> first = first_part(lines, {1, 3, 0});
  const std::vector<Line> second = rest(lines, first);
  const Totals whole = total(lines, 500, 2000);
  const Totals one = total(first, 500, 2000);
  const Totals two = total(second, 0, 2000);
  EXPECT_EQ(whole.discount, 500);
  EXPECT_EQ(one.subtotal + two.subtotal, whole.subtotal);
  EXPECT_EQ(one.discount + two.discount, whole.discount);
  EXPECT_EQ(one.tax + two.tax, whole.tax);
  EXPECT_EQ(one.grand_total() + two.grand_total(), whole.grand_total());
}

// The cents of a number on the wire; every generated amount has at most two decimals.
Cents cents_of(const json::Value& object, std::string_view key) {
  std::string text = member(object, key).number_text();
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  const std::size_t point = text.find('.');
  std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  EXPECT_LE(fraction.size(), 2U);
  fraction.resize(2, '0');
  const Cents value = std::stoll(text.substr(0, point)) * 100 + std::stoll(fraction);
  return negative ? -value : value;
}

void expect_identities(const json::Value& invoice) {
  Cents subtotal = 0;
  Cents tax = cents_of(invoice, "shipping_tax_amount");
  Cents lines_total = tax + cents_of(invoice, "shipping_amount");
  Cents discount = 0;
  for (const json::Value& line : member(invoice, "lines").array()) {
    const Cents row = cents_of(line, "line_subtotal");
    subtotal += row;
    tax += cents_of(line, "line_tax");
    lines_total += cents_of(line, "line_total");
    discount += row + cents_of(line, "line_tax") - cents_of(line, "line_total");
  }
  EXPECT_EQ(subtotal, cents_of(invoice, "subtotal"));
  EXPECT_EQ(tax, cents_of(invoice, "tax_amount"));
  EXPECT_EQ(-discount, cents_of(invoice, "discount_amount"));
  EXPECT_EQ(lines_total, cents_of(invoice, "grand_total"));
}

TEST(generator, every_invoice_closes_and_the_shop_has_variety) {
  Generator generator(7);
  std::set<std::string> seen;
  std::set<std::int64_t> ids;
  for (int count = 0; count < 600; ++count) {
    const Order order = generator.place(noon);
    if (order.invoices.size() == 2) seen.insert("two invoices");
    for (const InvoiceRecord& invoice : order.invoices) {
      EXPECT_TRUE(ids.insert(invoice.id).second);
      EXPECT_GE(invoice.id, first_generated_id);
      const json::Value body = canonical_invoice(invoice);
      SCOPED_TRACE(json::write(body));
      expect_identities(body);
      ASSERT_GE(invoice.totals.grand_total(), 0);
      seen.insert(invoice.customer.id == 0 ? "guest" : "registered");
      seen.insert(invoice.billing.country + ' ' + invoice.store.currency);
      if (invoice.totals.discount > 0) seen.insert("discount");
      if (invoice.totals.shipping > 0) seen.insert("shipping");
      if (!invoice.paid) seen.insert("open");
      if (invoice.billing.country != "GB") EXPECT_EQ(invoice.totals.tax, 0);
    }
  }
  for (const std::string kind : {"two invoices", "guest", "registered", "GB GBP", "IE EUR",
                                 "US GBP", "discount", "shipping", "open"}) {
    EXPECT_TRUE(seen.contains(kind)) << kind;
  }
}

TEST(generator, a_seed_gives_the_same_shop_again) {
  Generator one(11);
  Generator two(11);
  Generator other(12);
  std::size_t different = 0;
  for (int count = 0; count < 20; ++count) {
    const json::Value body = canonical_invoice(one.place(noon).invoices.front());
    EXPECT_EQ(body, canonical_invoice(two.place(noon).invoices.front()));
    different += body == canonical_invoice(other.place(noon).invoices.front()) ? 0 : 1;
  }
  EXPECT_GT(different, 0U);
}

}  // namespace
}  // namespace byte8::sandbox::shop
