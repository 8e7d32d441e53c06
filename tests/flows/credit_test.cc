// creditmemo.created: claims F045, F047 to F051.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/flows/books.h"

namespace byte8::tests {
namespace {

class Credits : public ::testing::Test {
 protected:
  void offer(const json::Value& invoice) {
    const std::string id = std::to_string(invoice.find("magento_id")->integer().value_or(0));
    books.put("invoice/" + id, invoice);
    books.put("payment/" + id, a_payment(invoice));
  }
  void offer_memo(const json::Value& memo) {
    const std::string id = std::to_string(memo.find("magento_id")->integer().value_or(0));
    books.put("creditmemo/" + id, memo);
  }
  void unmapped() { books.set(R"({"payment_method_map":{"checkmo":null}})"); }
  json::Value invoice() { return books.row("sales_invoices", "000000042"); }
  json::Value note() {
    const auto notes = books.rows("sales_credit_notes");
    return notes.empty() ? json::Value() : notes.front();
  }
  std::size_t payments(const std::string& type) {
    const auto rows = books.rows("contact_payments");
    return static_cast<std::size_t>(std::ranges::count_if(
        rows, [&](const json::Value& row) { return row.text_or("type") == type; }));
  }

  Books books;
};

TEST_F(Credits, a_memo_on_an_open_invoice_is_set_against_it) {
  unmapped();
  offer(an_invoice(42));
  offer_memo(a_memo(9, an_invoice(42)));
  books.send("invoice.created", 42);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.ended("creditmemo.created", 9), "succeeded");
  EXPECT_EQ(note().text_or("total"), "36.0");
  EXPECT_EQ(note().text_or("outstanding"), "0.0");
  EXPECT_EQ(invoice().text_or("status"), "PAID");
  EXPECT_EQ(note().text_or("contact_id"), invoice().text_or("contact_id"));
  EXPECT_EQ(books.rows("contact_allocations").size(), 1U);
  EXPECT_EQ(books.chip("creditmemo", 9), "synced");
}

TEST_F(Credits, a_memo_on_a_paid_invoice_is_refunded_from_the_account_of_its_method) {
  offer(an_invoice(42));
  offer_memo(a_memo(9, an_invoice(42)));
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(note().text_or("status"), "PAID");
  EXPECT_EQ(payments("CUSTOMER_RECEIPT"), 1U);
  EXPECT_EQ(payments("CUSTOMER_REFUND"), 1U);
  EXPECT_TRUE(books.rows("contact_allocations").empty());
}

TEST_F(Credits, what_was_paid_by_hand_and_is_mapped_nowhere_stays_as_credit) {
  unmapped();
  offer(an_invoice(42));
  offer_memo(a_memo(9, an_invoice(42)));
  books.send("invoice.created", 42);
  ASSERT_TRUE(books.quiet(60'000));
  books.act(R"({"action":"user_edit","invoice":"000000042","edit":"pay"})");
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(note().text_or("outstanding"), "36.0");
  EXPECT_EQ(payments("CUSTOMER_REFUND"), 0U);
}

TEST_F(Credits, every_order_of_created_paid_and_memo_ends_in_the_same_books) {
  std::vector<std::string> order = {"a", "b", "c"};
  std::int64_t id = 100;
  do {
    ++id;
    offer(an_invoice(id));
    offer_memo(a_memo(id, an_invoice(id)));
    std::string said;
    for (const std::string& which : order) {
      if (which == "a") books.send("invoice.created", id);
      if (which == "b") books.send("invoice.paid", id);
      if (which == "c") books.send("creditmemo.created", id);
      said += which;
      books.pass(4'000);
    }
    ASSERT_TRUE(books.quiet(200'000)) << said;
    const json::Value invoice = books.row("sales_invoices", "000000" + std::to_string(id));
    EXPECT_EQ(invoice.text_or("status"), "PAID") << said;
    const json::Value memo = books.row("sales_credit_notes", "7000000" + std::to_string(id));
    EXPECT_EQ(memo.text_or("status"), "PAID") << said;
  } while (std::ranges::next_permutation(order).found);
  EXPECT_EQ(books.rows("sales_invoices").size(), 6U);
  EXPECT_EQ(books.rows("sales_credit_notes").size(), 6U);
  EXPECT_EQ(payments("CUSTOMER_RECEIPT"), 6U);
  EXPECT_EQ(payments("CUSTOMER_REFUND"), 6U);
  EXPECT_TRUE(books.rows("contact_allocations").empty());
}

TEST_F(Credits, several_memos_never_take_more_than_is_open) {
  unmapped();
  offer(an_invoice(42));
  books.send("invoice.created", 42);
  ASSERT_TRUE(books.quiet(60'000));
  for (std::int64_t memo = 1; memo <= 3; ++memo) {
    json::Value part = a_memo(memo, an_invoice(42));
    part.set("lines", json::Array{});
    part.set("shipping_amount", 0);
    part.set("shipping_tax_amount", 0);
    part.set("adjustment_positive", 15);
    part.set("grand_total", 15);
    offer_memo(part);
  }
  for (std::int64_t memo = 1; memo <= 3; ++memo) books.send("creditmemo.created", memo);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(invoice().text_or("outstanding"), "0.0");
  std::multiset<std::string> open;
  for (const json::Value& row : books.rows("sales_credit_notes")) {
    open.insert(row.text_or("outstanding"));
  }
  EXPECT_EQ(open, (std::multiset<std::string>{"0.0", "0.0", "9.0"}));
}

TEST_F(Credits, adjustments_and_shipping_are_lines_of_their_own_and_the_reason_goes_along) {
  offer(an_invoice(42));
  json::Value memo = a_memo(9, an_invoice(42));
  memo.set("adjustment_positive", 2);
  memo.set("adjustment_negative", 5);
  memo.set("grand_total", 33);
  memo.set("reason", "Wrong size");
  offer_memo(memo);
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(note().text_or("total"), "33.0");
  ASSERT_EQ(note().find("lines")->array().size(), 4U);
  EXPECT_THAT(note().text_or("notes"), ::testing::HasSubstr("Wrong size"));
  EXPECT_THAT(note().text_or("notes"), ::testing::HasSubstr("000000042"));
}

TEST_F(Credits, a_memo_made_from_the_order_is_credit_on_the_customers_contact) {
  json::Value memo = a_memo(9, an_invoice(42));
  json::Value without = json::object({});
  for (const auto& [key, value] : memo.object()) {
    if (!key.starts_with("invoice_")) without.set(key, value);
  }
  offer_memo(without);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.ended("creditmemo.created", 9), "succeeded");
  EXPECT_EQ(books.contact_of(note()).text_or("reference"), "M57");
  EXPECT_EQ(note().text_or("outstanding"), "36.0");
}

TEST_F(Credits, a_memo_follows_the_contact_of_its_invoice_whatever_changed_since) {
  offer(an_invoice(42));
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  books.set(R"({"b2c_consolidation":{"enabled":true,"fallback_contact_email":"web@example.com",)"
            R"("always_individual_for_b2b":true,"min_total_for_individual":"0.00",)"
            R"("fallback_contact_name":"Web","fallback_contact_reference":"WEBSALES"}})");
  json::Value memo = a_memo(9, an_invoice(42));
  json::Value guest = a_customer(57);
  guest.set("magento_id", 0);
  memo.set("customer", guest);
  offer_memo(memo);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(note().text_or("contact_id"), invoice().text_or("contact_id"));
}

TEST_F(Credits, the_same_memo_again_asks_sage_for_nothing) {
  offer(an_invoice(42));
  offer_memo(a_memo(9, an_invoice(42)));
  for (const char* event : {"invoice.created", "invoice.paid"}) books.send(event, 42);
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  static_cast<void>(books.calls());
  books.send("creditmemo.created", 9);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_TRUE(books.calls().empty());
}

}  // namespace
}  // namespace byte8::tests
