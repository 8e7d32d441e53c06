#include "sage/lists.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "sage/facts.h"

namespace byte8::sage {
namespace {

json::Value answer(const std::string& text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : json::Value();
}

// A list of `total` rows as Sage would page it: beyond the end comes the last page again.
json::Value page_of(int total, int per_page, int page, bool fill_next) {
  const int last = (total + per_page - 1) / per_page;
  const int shown = std::min(page, last);
  json::Array items;
  for (int i = (shown - 1) * per_page; i < std::min(total, shown * per_page); ++i) {
    items.push_back(json::object({{"id", "r" + std::to_string(i)}}));
  }
  json::Value next;
  if (fill_next && shown < last) {
    next = "/ledger_accounts?page=" + std::to_string(shown + 1) + "&items_per_page=200";
  }
  return json::object({{"$total", total},
                       {"$page", shown},
                       {"$next", next},
                       {"$back", nullptr},
                       {"$itemsPerPage", per_page},
                       {"$items", items}});
}

int collect(int total, int per_page, bool fill_next, int& requests) {
  std::set<std::string> ids;
  std::optional<int> page = 1;
  while (page && requests < 50) {
    ++requests;
    auto read = read_page(page_of(total, per_page, *page, fill_next), *page);
    EXPECT_TRUE(read);
    for (const json::Value& item : read->items) ids.insert(item.text_or("id"));
    page = read->next_page;
  }
  return static_cast<int>(ids.size());
}

TEST(SageLists, F014_a_list_of_450_rows_is_read_in_three_pages) {
  for (const bool fill_next : {true, false}) {
    int requests = 0;
    EXPECT_EQ(collect(450, 200, fill_next, requests), 450);
    EXPECT_EQ(requests, 3);
  }
}

TEST(SageLists, a_list_ends_where_its_total_ends) {
  int requests = 0;
  EXPECT_EQ(collect(400, 200, true, requests), 400);
  EXPECT_EQ(requests, 2);
  requests = 0;
  EXPECT_EQ(collect(1, 200, true, requests), 1);
  EXPECT_EQ(requests, 1);
}

TEST(SageLists, a_server_that_gives_smaller_pages_is_followed) {
  int requests = 0;
  EXPECT_EQ(collect(45, 20, false, requests), 45);
  EXPECT_EQ(requests, 3);
}

TEST(SageLists, a_page_beyond_the_end_repeats_the_last_and_is_not_taken) {
  auto read = read_page(page_of(450, 200, 9, true), 9);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->items.empty());
  EXPECT_EQ(read->next_page, std::nullopt);
}

TEST(SageLists, without_a_total_the_next_page_is_what_next_says) {
  auto more = read_page(answer(R"({"$next":"/x?page=2","$items":[{"id":"1"}]})"), 1);
  ASSERT_TRUE(more);
  EXPECT_EQ(more->next_page, 2);
  auto last = read_page(answer(R"({"$next":null,"$items":[{"id":"1"}]})"), 1);
  EXPECT_EQ(last->next_page, std::nullopt);
}

TEST(SageLists, an_empty_list_ends_at_once) {
  auto read = read_page(answer(R"({"$total":0,"$page":1,"$itemsPerPage":200,"$items":[]})"), 1);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->items.empty());
  EXPECT_EQ(read->next_page, std::nullopt);
}

TEST(SageLists, what_is_no_list_is_refused) {
  for (const char* text : {"{}", "[]", R"({"$items":null})", R"({"$items":{}})"}) {
    EXPECT_EQ(read_page(answer(text), 1).error().code, "unreadable_answer");
    EXPECT_EQ(read_whole(answer(text)).error().code, "unreadable_answer");
  }
}

TEST(SageLists, a_search_that_does_not_fit_in_one_page_proves_nothing) {
  EXPECT_EQ(read_whole(page_of(200, 200, 1, true))->size(), 200U);
  EXPECT_EQ(read_whole(page_of(201, 200, 1, false)).error().code, "too_many_matches");
  EXPECT_EQ(read_whole(page_of(30, 20, 1, true)).error().code, "too_many_matches");
  EXPECT_EQ(read_whole(answer(R"({"$next":"/x?page=2","$items":[]})")).error().code,
            "too_many_matches");
  EXPECT_TRUE(read_whole(answer(R"({"$total":"1","$items":[{"id":"1"}]})")));
}

TEST(SageLists, every_kind_has_a_route_that_asks_for_full_pages) {
  for (const char* kind :
       {"tax_rates", "ledger_accounts", "bank_accounts", "payment_methods", "currencies"}) {
    const auto route = reference_route(kind, 3);
    ASSERT_TRUE(route) << kind;
    EXPECT_TRUE(route->starts_with("/" + std::string(kind) + "?"));
    EXPECT_TRUE(route->ends_with("items_per_page=200&page=3")) << *route;
  }
  EXPECT_EQ(reference_route("users", 1), std::nullopt);
}

}  // namespace
}  // namespace byte8::sage
