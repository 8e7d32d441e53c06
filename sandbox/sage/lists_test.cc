#include "sandbox/sage/test_rig.h"

#include <set>

namespace byte8::sandbox::sage {
namespace {

class ListTest : public testing::Test {
 protected:
  void make(int count) {
    for (int at = 0; at < count; ++at)
      rig.simple_invoice(contact, "M2-" + std::to_string(100000001 + at));
  }
  Rig rig;
  std::string contact = rig.customer("M1");
};

TEST_F(ListTest, has_sages_envelope_and_minimal_items) {
  make(3);
  const Answer list = rig.get("/sales_invoices?items_per_page=2");
  EXPECT_EQ(list.total(), 3);
  EXPECT_EQ(list.body.find("$page")->integer(), 1);
  EXPECT_EQ(list.body.find("$itemsPerPage")->integer(), 2);
  EXPECT_EQ(list.text("$next"), "/sales_invoices?page=2&items_per_page=2");
  EXPECT_TRUE(list.body.find("$back")->is_null());
  ASSERT_EQ(list.items().size(), 2U);
  EXPECT_EQ(list.items().at(0).object().size(), 3U);
  EXPECT_EQ(list.items().at(0).text_or("displayed_as"), "SI-1");
  EXPECT_EQ(list.items().at(0).text_or("$path"),
            "/sales_invoices/" + list.items().at(0).text_or("id"));
}

TEST_F(ListTest, page_beyond_the_end_is_the_last_page) {
  make(5);
  const Answer beyond = rig.get("/sales_invoices?items_per_page=2&page=9");
  EXPECT_EQ(beyond.body.find("$page")->integer(), 3);
  ASSERT_EQ(beyond.items().size(), 1U);
  EXPECT_EQ(beyond.items().at(0).text_or("displayed_as"), "SI-5");
  EXPECT_TRUE(beyond.body.find("$next")->is_null());
  EXPECT_EQ(beyond.text("$back"), "/sales_invoices?page=2&items_per_page=2");
  const Answer empty = rig.get("/sales_credit_notes?page=4");
  EXPECT_EQ(empty.body.find("$page")->integer(), 1);
  EXPECT_TRUE(empty.items().empty());
}

TEST_F(ListTest, defaults_to_20_and_caps_at_200) {
  make(205);
  EXPECT_EQ(rig.get("/sales_invoices").items().size(), 20U);
  EXPECT_EQ(rig.get("/sales_invoices?items_per_page=1000").items().size(), 200U);
  EXPECT_EQ(rig.get("/sales_invoices?items_per_page=0").items().size(), 1U);
  EXPECT_EQ(rig.get("/sales_invoices?items_per_page=x&page=-3").items().size(), 20U);
}

TEST_F(ListTest, next_keeps_the_query_and_can_be_withheld) {
  make(3);
  const Answer list =
      rig.get("/sales_invoices?search=M2-&items_per_page=1&attributes=reference%2Cdate");
  EXPECT_EQ(list.text("$next"),
            "/sales_invoices?page=2&items_per_page=1&search=M2-&attributes=reference%2Cdate");
  EXPECT_EQ(rig.get(list.text("$next")).items().at(0).text_or("reference"), "M2-100000002");
  rig.sim.switches().next_always_null = true;
  EXPECT_TRUE(rig.get("/sales_invoices?items_per_page=1").body.find("$next")->is_null());
}

TEST_F(ListTest, shows_named_attributes_and_nested_ones_only_when_asked) {
  make(1);
  const json::Value named =
      rig.get("/sales_invoices?attributes=reference,%20main_address,invoice_lines,unheard")
          .items()
          .at(0);
  EXPECT_EQ(named.object().size(), 6U);
  EXPECT_EQ(named.text_or("reference"), "M2-100000001");
  EXPECT_EQ(named.find("main_address")->object().size(), 3U);
  EXPECT_EQ(named.find("invoice_lines")->array().at(0).text_or("net_amount"), "10.0");
  const json::Value nested =
      rig.get("/sales_invoices?attributes=main_address&nested_attributes=all").items().at(0);
  EXPECT_EQ(nested.find("main_address")->text_or("city"), "Leeds");
  const json::Value all = rig.get("/sales_invoices?attributes=all").items().at(0);
  EXPECT_NE(all.find("total_amount"), nullptr);
}

struct Filter {
  std::string query;
  std::int64_t total;
};

TEST_F(ListTest, filters_that_work_and_filters_that_are_silently_ignored) {
  make(3);
  const std::string other = rig.make_contact(with(rig.contact(), "name", "Bob Buyer")).id();
  json::Value late = with(rig.invoice(other, {rig.line()}, "B-7"), "date", "2026-06-01");
  rig.make_invoice(late);
  rig.make_invoice(with(rig.invoice(other, {rig.line()}), "status_id", "DRAFT"));
  const Filter cases[] = {{"", 5},
                          {"search=m2-10000000", 3},
                          {"search=00003", 1},
                          {"search=ob%20bu", 2},
                          {"search=b-", 1},
                          {"search=nothing", 0},
                          {"search=SI-1", 0},
                          {"contact_id=" + other, 2},
                          {"contact_id=nobody", 0},
                          {"contact_id=" + other + "&search=B-7", 1},
                          {"status_id=DRAFT", 1},
                          {"from_date=2026-05-02", 1},
                          {"to_date=2026-05-01", 4},
                          {"from_date=2026-06-01&to_date=2026-06-01", 1},
                          {"reference=B-7", 5},
                          {"total_amount=1", 5}};
  for (const Filter& one : cases)
    EXPECT_EQ(rig.get("/sales_invoices?" + one.query).total(), one.total) << one.query;
  EXPECT_EQ(rig.get("/contact_payments?search=x").total(), 0);
  rig.pay(with(rig.payment(contact, "1.00"), "reference", "M2-P-1"));
  EXPECT_EQ(rig.get("/contact_payments?search=x").total(), 1);  // it has no search
  EXPECT_EQ(rig.get("/contact_payments?contact_id=" + other).total(), 0);
  EXPECT_EQ(rig.get("/contact_payments?transaction_type_id=CUSTOMER_REFUND").total(), 0);
  EXPECT_EQ(
      rig.get("/contact_payments?bank_account_id=" + fixed::bank(1, 1200) + "&from_date=2026-05-01")
          .total(),
      1);
}

TEST_F(ListTest, searches_in_the_mode_of_the_switch) {
  make(2);
  rig.simple_invoice(contact, "X M2-100000001");
  const auto total = [&](const std::string& word) {
    return rig.get("/sales_invoices?search=" + word).total();
  };
  EXPECT_EQ(total("m2-100000001"), 2);
  EXPECT_EQ(total("00000001"), 2);
  rig.sim.switches().search_mode = "prefix";
  EXPECT_EQ(total("m2-100000001"), 1);
  rig.sim.switches().search_mode = "word";
  EXPECT_EQ(total("m2-100000001"), 2);
  EXPECT_EQ(total("m2-10000000"), 0);
  rig.sim.switches().search_finds_number = true;
  EXPECT_EQ(total("si-1"), 1);
}

TEST_F(ListTest, lags_for_lists_but_not_for_reads) {
  rig.sim.switches().search_lag_s = 10;
  const std::string id = rig.simple_invoice(contact, "M2-1");
  EXPECT_EQ(rig.get("/sales_invoices?search=M2-1").total(), 0);
  EXPECT_EQ(rig.get("/sales_invoices/" + id + "?mark_as_sent=false").status(), 200);
  rig.sim.advance(9'999);
  EXPECT_EQ(rig.get("/sales_invoices?search=M2-1").total(), 0);
  rig.sim.advance(1);
  EXPECT_EQ(rig.get("/sales_invoices?search=M2-1").total(), 1);
}

TEST(list_lag, is_divided_by_the_clock_factor) {
  Options options = rig_options();
  options.clock_factor = 10;
  Rig rig(options);
  rig.sim.switches().search_lag_s = 10;
  rig.customer("M1");
  rig.sim.advance(1000);
  EXPECT_EQ(rig.get("/contacts?search=M1").total(), 1);
  EXPECT_EQ(rig.get("/contacts?search=shopper").total(), 1);
}

TEST_F(ListTest, sorts_only_by_what_sage_allows) {
  make(2);
  rig.make_invoice(with(rig.invoice(contact, {rig.line()}, "early"), "date", "2026-01-01"));
  const auto first = [&](const std::string& sort) {
    return rig.get("/sales_invoices?attributes=reference&sort=" + sort)
        .items()
        .at(0)
        .text_or("reference");
  };
  EXPECT_EQ(first("date:asc"), "early");
  EXPECT_EQ(first("date"), "early");
  EXPECT_EQ(first("created_at:desc"), "early");
  EXPECT_EQ(first("created_at:asc"), "M2-100000001");
  EXPECT_EQ(first("due_date:desc"), "M2-100000002");
  EXPECT_EQ(first("total_amount:desc"), "M2-100000001");
}

TEST_F(ListTest, changed_since_is_inclusive) {
  make(1);
  EXPECT_EQ(rig.get("/sales_invoices?updated_or_created_since=2026-05-01T12:00:00Z").total(), 1);
  EXPECT_EQ(rig.get("/sales_invoices?updated_or_created_since=2026-05-01T12:00:01Z").total(), 0);
}

TEST_F(ListTest, search_follows_a_changed_text) {
  const std::string id = rig.simple_invoice(contact, "OLD-REF");
  rig.put("/sales_invoices/" + id,
          json::object({{"sales_invoice", json::object({{"reference", "NEW-REF"}})}}));
  EXPECT_EQ(rig.get("/sales_invoices?search=OLD-REF").total(), 0);
  EXPECT_EQ(rig.get("/sales_invoices?search=NEW-REF").total(), 1);
  EXPECT_EQ(rig.get("/sales_invoices?search=-ref").total(), 1);
}

TEST_F(ListTest, every_row_is_met_once_by_following_pages) {
  make(47);
  std::set<std::string> seen;
  std::string next = "/sales_invoices?items_per_page=10";
  while (!next.empty()) {
    const Answer page = rig.get(next);
    for (const json::Value& item : page.items())
      EXPECT_TRUE(seen.insert(item.text_or("id")).second);
    next = page.text("$next");
  }
  EXPECT_EQ(seen.size(), 47U);
}

}  // namespace
}  // namespace byte8::sandbox::sage
