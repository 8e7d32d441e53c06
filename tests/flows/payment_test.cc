// invoice.paid: claims F044 to F046, F066, F067, F075, F077.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/flows/books.h"

namespace byte8::tests {
namespace {

using ::testing::ElementsAre;

class Payments : public ::testing::Test {
 protected:
  void offer(const json::Value& invoice) {
    const std::string id = std::to_string(invoice.find("magento_id")->integer().value_or(0));
    books.put("invoice/" + id, invoice);
    books.put("payment/" + id, a_payment(invoice));
  }
  std::string bank(int code) { return sandbox::sage::fixed::bank(1, code); }
  json::Value invoice_in_sage() { return books.row("sales_invoices", "000000042"); }
  std::vector<json::Value> receipts() { return books.rows("contact_payments"); }

  Books books;
};

TEST_F(Payments, a_paid_invoice_has_a_receipt_allocated_to_it_on_the_account_of_its_method) {
  books.set(R"({"payment_method_map":{"checkmo":")" + bank(1230) + "\"}}");
  offer(an_invoice(42));
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(invoice_in_sage().text_or("status"), "PAID");
  EXPECT_EQ(invoice_in_sage().text_or("outstanding"), "0.0");
  ASSERT_EQ(receipts().size(), 1U);
  EXPECT_EQ(receipts()[0].text_or("bank_account_id"), bank(1230));
  EXPECT_EQ(receipts()[0].text_or("total"), "36.0");
  EXPECT_EQ(books.chip("invoice", 42), "synced");
}

TEST_F(Payments, the_calls_to_sage_are_two_for_a_known_customer_and_three_with_its_payment) {
  offer(an_invoice(41));
  books.send("invoice.created", 41);
  ASSERT_TRUE(books.quiet(60'000));
  static_cast<void>(books.calls());
  json::Value later = an_invoice(42);  // than the binding: nobody can have posted it before
  later.set("created_at", "2026-05-17T12:00:00Z");
  offer(later);
  books.send("invoice.created", 42);
  ASSERT_TRUE(books.quiet(60'000));
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  const auto calls = books.calls();
  EXPECT_LE(calls.size(), 3U);
  EXPECT_EQ(calls.front(), "POST /sales_invoices");
  EXPECT_EQ(calls.back(), "POST /contact_payments");
}

TEST_F(Payments, a_payment_waits_for_its_invoice_and_asks_for_it_when_it_never_came) {
  offer(an_invoice(42));
  books.send("invoice.paid", 42);
  EXPECT_EQ(books.ended("invoice.paid", 42), "waiting invoice_pending");
  books.pass(30'000);
  EXPECT_TRUE(books.rows("sales_invoices").empty());
  ASSERT_TRUE(books.quiet(120'000));
  EXPECT_EQ(invoice_in_sage().text_or("status"), "PAID");
  EXPECT_EQ(books.rows("sales_invoices").size(), 1U);
  EXPECT_EQ(receipts().size(), 1U);
}

TEST_F(Payments, whichever_event_comes_first_the_end_is_the_same) {
  offer(an_invoice(42));
  books.send("invoice.paid", 42);
  books.send("invoice.created", 42);
  ASSERT_TRUE(books.quiet(10'000)) << "an invoice that came wakes its payment at once";
  EXPECT_EQ(invoice_in_sage().text_or("status"), "PAID");
}

TEST_F(Payments, four_outcomes_of_a_method) {
  struct Case {
    const char* map;
    const char* fallback;
    const char* ended;
  };
  const std::string current = "\"" + bank(1200) + "\"";
  std::int64_t id = 50;
  for (const auto& [map, fallback, ended] :
       {Case{R"({"checkmo":"BANK"})", "null", "succeeded"},
        Case{R"({"checkmo":null})", "BANK", "skipped_by_policy payment_method_not_mapped"},
        Case{"{}", "BANK", "succeeded"},
        Case{"{}", "null", "skipped_by_policy payment_method_not_mapped"}}) {
    std::string settings = std::string(R"({"payment_method_map":)") + map +
                           R"(,"default_bank_account_id":)" + fallback + "}";
    for (std::size_t at; (at = settings.find("BANK")) != std::string::npos;) {
      const bool quoted = settings[at - 1] == '"';
      settings.replace(at, 4, quoted ? bank(1200) : current);
    }
    books.set(settings);
    offer(an_invoice(++id));
    books.send("invoice.created", id);
    books.send("invoice.paid", id);
    ASSERT_TRUE(books.quiet(60'000));
    EXPECT_EQ(books.ended("invoice.paid", id), ended) << settings;
    EXPECT_EQ(books.chip("invoice", id), "synced") << "a payment takes nothing from its invoice";
  }
}

TEST_F(Payments, no_receipt_is_posted_against_an_invoice_in_doubt_or_settled_by_somebody_else) {
  std::int64_t id = 60;
  for (const auto& [edit, finding] : {std::pair{"pay", "needs_review already_settled"},
                                      std::pair{"void", "needs_review invoice_void"}}) {
    offer(an_invoice(++id));
    books.send("invoice.created", id);
    ASSERT_TRUE(books.quiet(60'000));
    books.act(R"({"action":"user_edit","invoice":"0000000)" + std::to_string(id) + R"(","edit":")" +
              edit + "\"}");
    books.send("invoice.paid", id);
    ASSERT_TRUE(books.quiet(60'000));
    EXPECT_EQ(books.ended("invoice.paid", id), finding);
  }
  EXPECT_TRUE(receipts().empty());
}

TEST_F(Payments, a_held_invoice_holds_its_payment_and_lets_it_go_when_it_is_mended) {
  json::Value wrong = an_invoice(42);
  wrong.set("grand_total", 40);
  offer(wrong);
  books.send("invoice.created", 42);
  const std::string paid = books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.ended("invoice.paid", 42), "waiting invoice_needs_review");
  offer(an_invoice(42));
  const json::Array held = books.runs("&event=invoice.created&status=needs_review");
  ASSERT_EQ(held.size(), 1U);
  books.world().post("/v1/runs/" + held[0].text_or("id") + "/retry");
  ASSERT_TRUE(books.quiet(20'000));
  EXPECT_EQ(books.ended("invoice.paid", 42), "succeeded");
  EXPECT_EQ(receipts().size(), 1U);
}

TEST_F(Payments, the_payment_of_a_skipped_invoice_is_skipped_for_the_same_reason) {
  books.set(R"({"website_filter":[2]})");
  offer(an_invoice(42));
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.ended("invoice.paid", 42), "skipped_by_policy website_not_in_filter");
  EXPECT_EQ(books.chip("invoice", 42), "skipped");
}

TEST_F(Payments, with_unpaid_invoices_off_an_invoice_posts_when_it_becomes_paid) {
  books.set(R"({"sync_unpaid_invoices":false})");
  offer(an_invoice(42, "open"));
  books.send("invoice.created", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.chip("invoice", 42), "skipped");
  offer(an_invoice(42));
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(120'000));
  EXPECT_EQ(invoice_in_sage().text_or("status"), "PAID");
  EXPECT_EQ(books.chip("invoice", 42), "synced");
}

TEST_F(Payments, money_taken_three_days_later_is_dated_so) {
  const json::Value invoice = an_invoice(42);
  offer(invoice);
  json::Value payment = a_payment(invoice);
  payment.set("captured_at", "2026-05-20T08:00:00Z");
  books.put("payment/42", payment);
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  ASSERT_EQ(receipts().size(), 1U);
  EXPECT_EQ(receipts()[0].text_or("date"), "2026-05-20");
}

TEST_F(Payments, a_foreign_invoice_is_paid_in_its_currency_at_its_rate) {
  json::Value invoice = an_invoice(42);
  invoice.set("currency", "EUR");
  invoice.set("base_to_order_rate", json::Number{"1.25"});
  offer(invoice);
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  ASSERT_EQ(receipts().size(), 1U);
  EXPECT_EQ(receipts()[0].text_or("currency"), "EUR");
  EXPECT_EQ(invoice_in_sage().text_or("exchange_rate"), "0.8");
  EXPECT_EQ(invoice_in_sage().text_or("status"), "PAID");
}

TEST_F(Payments, nothing_is_paid_of_nothing) {
  json::Value invoice = an_invoice(42);
  for (const char* key :
       {"grand_total", "subtotal", "tax_amount", "shipping_amount", "shipping_tax_amount"}) {
    invoice.set(key, 0);
  }
  invoice.set("lines", json::Array{json::object({{"sku", "GIFT"},
                                                 {"name", "Gift"},
                                                 {"qty", 1},
                                                 {"unit_price", 0},
                                                 {"line_subtotal", 0},
                                                 {"line_tax", 0},
                                                 {"line_total", 0}})});
  offer(invoice);
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.ended("invoice.paid", 42), "succeeded");
  EXPECT_TRUE(receipts().empty());
}

TEST_F(Payments, the_same_event_again_asks_sage_for_nothing) {
  offer(an_invoice(42));
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  static_cast<void>(books.calls());
  books.send("invoice.created", 42);
  books.send("invoice.paid", 42);
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_THAT(books.calls(), ElementsAre());
  EXPECT_EQ(receipts().size(), 1U);
}

}  // namespace
}  // namespace byte8::tests
