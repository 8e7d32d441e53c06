// customer.upserted and product.upserted: claims F052, F053, F055 to F060, F099 to F101.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/flows/books.h"

namespace byte8::tests {
namespace {

using ::testing::UnorderedElementsAre;

class Upserts : public ::testing::Test {
 protected:
  void sync_products(bool stock) {
    books.set(R"({"sync_products":true,"sync_stock":)" + std::string(stock ? "true" : "false") +
              R"(,"default_purchase_ledger_account_id":")" +
              sandbox::sage::fixed::account(1, 5000) + "\"}");
  }
  void upsert_product(const json::Value& product) {
    const std::int64_t id = product.find("magento_id")->integer().value_or(0);
    books.put("product/" + std::to_string(id), product);
    books.send("product.upserted", id);
    ASSERT_TRUE(books.quiet(60'000));
  }
  void upsert_customer(const json::Value& customer) {
    const std::int64_t id = customer.find("magento_id")->integer().value_or(0);
    books.put("customer/" + std::to_string(id), customer);
    books.send("customer.upserted", id);
    ASSERT_TRUE(books.quiet(60'000));
  }
  void invoice_in(const char* currency, std::int64_t id) {
    json::Value invoice = an_invoice(id);
    invoice.set("currency", currency);
    if (std::string(currency) != "GBP") {
      invoice.set("base_to_order_rate", json::Number{"1.25"});
    }
    books.put("invoice/" + std::to_string(id), invoice);
    books.send("invoice.created", id);
    ASSERT_TRUE(books.quiet(60'000));
  }

  Books books;
};

TEST_F(Upserts, a_customer_is_a_contact_and_every_later_edit_arrives) {
  json::Value customer = a_customer(57);
  upsert_customer(customer);
  EXPECT_EQ(books.row("contacts", "M57").text_or("name"), "Ada Lovelace");
  for (int edit = 0; edit < 5; ++edit) {
    customer.set("last_name", "Number" + std::to_string(edit));
    upsert_customer(customer);
    books.pass(600'000);
  }
  EXPECT_EQ(books.row("contacts", "M57").text_or("name"), "Ada Number4");
  EXPECT_EQ(books.rows("contacts").size(), 1U);
  EXPECT_EQ(books.chip("customer", 57), "synced");
}

TEST_F(Upserts, an_edit_reaches_the_contact_of_every_currency) {
  invoice_in("GBP", 1);
  invoice_in("EUR", 2);
  invoice_in("USD", 3);
  json::Value customer = a_customer(57);
  customer.set("last_name", "King");
  upsert_customer(customer);
  std::vector<std::string> names;
  for (const json::Value& contact : books.rows("contacts")) {
    names.push_back(contact.text_or("reference") + " " + contact.text_or("name"));
  }
  EXPECT_THAT(names,
              UnorderedElementsAre("M57 Ada King", "M57E Ada King (EUR)", "M57U Ada King (USD)"));
}

TEST_F(Upserts, a_contact_deleted_in_sage_does_not_block_the_next_sale_or_edit) {
  invoice_in("GBP", 1);
  upsert_customer(a_customer(58));
  for (const char* gone : {"M57", "M58"}) {
    books.act(R"({"action":"delete_contact","contact":")" + std::string(gone) + "\"}");
  }
  upsert_customer(a_customer(58));
  EXPECT_EQ(books.row("contacts", "M58-2").text_or("name"), "Ada Lovelace");
  invoice_in("GBP", 2);
  EXPECT_EQ(books.contact_of(books.row("sales_invoices", "000000002")).text_or("reference"),
            "M57-2");
}

TEST_F(Upserts, small_private_sales_share_one_contact_a_currency_and_known_customers_do_not) {
  invoice_in("GBP", 1);  // makes the contact of customer 57
  books.set(R"({"b2c_consolidation":{"enabled":true,"fallback_contact_email":"web@example.com",)"
            R"("always_individual_for_b2b":true,"min_total_for_individual":"100.00",)"
            R"("fallback_contact_name":"Web","fallback_contact_reference":"WEBSALES"}})");
  invoice_in("GBP", 2);
  for (std::int64_t id = 3; id <= 6; ++id) {
    json::Value invoice = an_invoice(id);
    invoice.set("customer", a_customer(60 + id));
    books.put("invoice/" + std::to_string(id), invoice);
    books.send("invoice.created", id);
  }
  ASSERT_TRUE(books.quiet(60'000));
  EXPECT_EQ(books.contact_of(books.row("sales_invoices", "000000002")).text_or("reference"), "M57");
  EXPECT_EQ(books.contact_of(books.row("sales_invoices", "000000005")).text_or("reference"),
            "WEBSALES");
  EXPECT_EQ(books.rows("contacts").size(), 2U);
  upsert_customer(a_customer(99));
  EXPECT_EQ(books.rows("contacts").size(), 2U) << "an unknown customer gets no contact meanwhile";
}

TEST_F(Upserts, products_are_off_until_they_are_asked_for) {
  upsert_product(a_product(301));
  EXPECT_EQ(books.ended("product.upserted", 301), "skipped_by_policy products_disabled");
}

TEST_F(Upserts, each_type_of_product_goes_where_it_belongs) {
  sync_products(false);
  std::int64_t id = 300;
  for (const auto& [type, ended] :
       {std::pair{"simple", "succeeded"}, std::pair{"virtual", "succeeded"},
        std::pair{"downloadable", "succeeded"},
        std::pair{"configurable", "skipped_by_policy PRODUCT_TYPE_NOT_SUPPORTED"},
        std::pair{"bundle", "skipped_by_policy PRODUCT_TYPE_NOT_SUPPORTED"},
        std::pair{"grouped", "skipped_by_policy PRODUCT_TYPE_NOT_SUPPORTED"},
        std::pair{"giftbox", "skipped_by_policy PRODUCT_TYPE_NOT_SUPPORTED"}}) {
    upsert_product(a_product(++id, type));
    EXPECT_EQ(books.ended("product.upserted", id), ended) << type;
  }
  EXPECT_EQ(books.rows("items").size(), 3U);
  EXPECT_EQ(books.chip("product", 301), "synced");
}

TEST_F(Upserts, twenty_edits_of_a_product_end_in_the_last_one) {
  sync_products(false);
  json::Value product = a_product(301);
  for (int edit = 1; edit <= 20; ++edit) {
    product.set("name", "Tee " + std::to_string(edit));
    upsert_product(product);
  }
  EXPECT_EQ(books.rows("items").size(), 1U);
  EXPECT_EQ(books.row("items", "SKU-301").text_or("description"), "Tee 20");
}

TEST_F(Upserts, stock_follows_magento_by_differences) {
  sync_products(true);
  json::Value product = a_product(301);
  for (const int quantity : {88, 80, 80, 95}) {
    product.set("stock_qty", quantity);
    upsert_product(product);
  }
  EXPECT_EQ(books.row("items", "SKU-301").text_or("in_stock"), "95.0");
  EXPECT_EQ(books.rows("stock_movements").size(), 3U);
}

TEST_F(Upserts, an_oversold_article_never_blocks_its_invoice) {
  sync_products(true);
  json::Value product = a_product(301);
  product.set("sku", "TEE-BLU");
  product.set("stock_qty", -3);
  upsert_product(product);
  invoice_in("GBP", 1);
  EXPECT_EQ(books.ended("invoice.created", 1), "succeeded");
}

}  // namespace
}  // namespace byte8::tests
