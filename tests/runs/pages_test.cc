// Lists of runs: filters, cursors, counts, the table; and that each of them is led by an index.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/ids.h"
#include "store/runs_pages.h"
#include "tests/runs/plenty.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// How the database would carry a statement out, in one line.
std::string plan_of(World& world, const port::Query& query) {
  std::string text = "EXPLAIN QUERY PLAN " + std::string(query.sql->text);
  for (std::size_t i = query.params.size(); i > 0; --i) {
    const std::string place = "$" + std::to_string(i);
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place)) {
      const auto* number = std::get_if<std::int64_t>(&query.params[i - 1]);
      const std::string value = number != nullptr
                                    ? std::to_string(*number)
                                    : "'" + std::get<std::string>(query.params[i - 1]) + "'";
      text.replace(at, place.size(), value);
    }
  }
  std::string plan;
  for (const port::Row& row : world.rows(text)) plan += row.text(3) + "\n";
  return plan;
}

struct Case {
  const char* name;
  store::RunFilter filter;
  const char* led_by;
};

std::vector<Case> cases() {
  return {
      {"nothing", {}, "USING PRIMARY KEY"},
      {"a binding", {.bindings = {"7"}}, "run_of_binding"},
      {"a binding and a status", {.bindings = {"7"}, .statuses = {"succeeded"}}, "run_of_binding"},
      {"an entity", {.bindings = {"7"}, .magento_ids = {"42"}}, "run_of_entity"},
      {"a reference", {.statuses = {"failed"}, .references = {"100000012"}}, "run_of_reference"},
      {"what failed", {.statuses = {"failed", "needs_review"}}, "run_notable"},
      {"a code of a binding", {.bindings = {"7"}, .codes = {"validation"}}, "run_notable"},
      {"a reason", {.reasons = {"paused"}}, "run_notable"},
      {"what is queued", {.statuses = {"queued"}}, "run_open"},
      {"products", {.events = {"product.upserted"}}, "run_of_rare_event"},
      {"a problem", {.problems = {"abc"}}, "run_of_problem"},
  };
}

TEST(RunPages, every_filter_is_led_by_an_index_that_is_in_order) {
  World world;
  for (const Case& one : cases()) {
    const auto walks = store::run_pages::walks(one.filter);
    ASSERT_EQ(walks.size(), 1U) << one.name;
    const std::string end =
        plan_of(world, store::run_pages::slice_end(1, one.filter, walks[0], INT64_MAX, 500));
    EXPECT_THAT(end, HasSubstr(one.led_by)) << one.name;
    EXPECT_THAT(end, Not(HasSubstr("TEMP B-TREE"))) << one.name << "\n" << end;
    const std::string ids =
        plan_of(world, store::run_pages::ids(1, one.filter, walks[0], 0, INT64_MAX, 50));
    EXPECT_THAT(ids, HasSubstr(one.led_by)) << one.name << "\n" << ids;
    EXPECT_THAT(ids, Not(HasSubstr("SCAN run"))) << one.name << "\n" << ids;
  }
}

TEST(RunPages, filters_find_what_they_say_and_combine) {
  World world;
  const std::string binding = world.connected();
  const std::string failed =
      put_run(world, binding, {.detail_code = "tax_not_mapped", .reference = "M-1_0"});
  const std::string paid =
      put_run(world, binding, {.status = "succeeded", .event = "invoice.paid", .magento_id = 42});
  const std::string skipped =
      put_run(world, binding, {.status = "skipped_by_policy", .reference = "M-1x0"});
  const auto found = [&world](const std::string& query) {
    return ids_of(world.get("/v1/runs?" + query));
  };
  EXPECT_THAT(found(""), ElementsAre(skipped, paid, failed));
  EXPECT_THAT(found("code=tax_not_mapped"), ElementsAre(failed));
  EXPECT_THAT(found("code=validation&status=succeeded"), ElementsAre());
  EXPECT_THAT(found("reason=unpaid_invoice"), ElementsAre(skipped));
  EXPECT_THAT(found("magento_entity_id=42&event=invoice.paid"), ElementsAre(paid));
  EXPECT_THAT(found("reference=M-1_0"), ElementsAre(failed)) << "an underscore is an underscore";
  EXPECT_THAT(found("reference=M-1_0&reference=M-1x0"), ElementsAre(skipped, failed));
  EXPECT_THAT(found("status=failed&status=succeeded&binding=" + binding),
              ElementsAre(paid, failed));
  EXPECT_THAT(found("binding=bind_0000000000000"), ElementsAre());
  EXPECT_THAT(found("since=2026-05-17T00:00:00Z"), ElementsAre(skipped, paid, failed));
  EXPECT_THAT(found("until=2026-05-17"), ElementsAre());
  EXPECT_THAT(world.get("/v1/runs?since=yesterday").refused(), ElementsAre("since invalid_format"));
}

TEST(RunPages, what_is_rare_is_found_behind_a_long_history_and_every_page_is_whole) {
  World world;
  const std::string binding = world.connected();
  put_many(world, binding, {.status = "succeeded"}, 1'000, 30'000);
  put_many(world, binding, {.status = "succeeded", .event = "invoice.paid"}, 500, 3);
  const std::string all = "/v1/runs?event=invoice.paid&limit=2&binding=" + binding;
  const Answered page = world.get(all);
  EXPECT_EQ(ids_of(page).size(), 2U);
  const Answered rest = world.get(all + "&cursor=" + page.body.text_or("next_cursor"));
  EXPECT_EQ(ids_of(rest).size(), 1U);
  EXPECT_TRUE(rest.body.find("next_cursor")->is_null());
}

TEST(RunPages, counts_are_by_status_and_stop_at_a_hundred_thousand) {
  World world;
  const std::string binding = world.connected();
  put_many(world, binding, {.status = "succeeded"}, 1'000, 12'000);
  put_many(world, binding, {.status = "failed"}, 500'000, 7);
  const Answered counted = world.get("/v1/runs/counts?binding=" + binding);
  EXPECT_EQ(number_in(counted.body, "total"), 12'007);
  EXPECT_EQ(number_in(*counted.body.find("by_status"), "succeeded"), 12'000);
  EXPECT_EQ(number_in(*counted.body.find("by_status"), "failed"), 7);
  EXPECT_FALSE(counted.body.find("capped")->boolean());
  put_many(world, binding, {.status = "succeeded"}, 1'000'000, 100'000);
  EXPECT_TRUE(world.get("/v1/runs/counts").body.find("capped")->boolean());
  EXPECT_EQ(world.get("/v1/runs/counts?limit=3").status, 422);
}

TEST(RunPages, the_table_is_text_for_a_spreadsheet_and_says_when_it_is_cut) {
  World world;
  const std::string binding = world.connected();
  put_run(world, binding, {.message = "=HYPERLINK(\"x\"),\nno", .reference = "-2+3"});
  const Answered table = world.get("/v1/runs.csv");
  EXPECT_EQ(table.status, 200);
  EXPECT_THAT(table.header("Content-Type"), HasSubstr("text/csv"));
  EXPECT_THAT(table.text, HasSubstr("\"'=HYPERLINK(\"\"x\"\"),\nno\""));
  EXPECT_THAT(table.text, HasSubstr(",'-2+3,"));
  EXPECT_THAT(table.text, Not(HasSubstr("Only the newest")));
  put_many(world, binding, {.status = "succeeded"}, 1'000, 10'600);
  EXPECT_THAT(world.get("/v1/runs.csv").text, HasSubstr("Only the newest 10000 runs"));
}

}  // namespace
}  // namespace byte8::tests
