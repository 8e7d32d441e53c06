// What people do with runs, one or many, and the problems that runs count under.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/runs/plenty.h"

namespace byte8::tests {
namespace {

using engine::RunOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

RunOutcome held(std::string code, std::string message) {
  return RunOutcome::held(Error::coded(Fault::needs_review, std::move(code), std::move(message)));
}

json::Array problems(World& world, const std::string& status = "open") {
  return world.get("/v1/problems?status=" + status).body.find("items")->array();
}

std::string audited(World& world) {
  std::string actions;
  for (const port::Row& row : world.rows("SELECT action FROM audit ORDER BY n")) {
    actions += row.text(0) + " ";
  }
  return actions;
}

// Runs that were held by the flow, so that they are counted as they come.
std::vector<std::string> held_runs(World& world, const std::string& binding, int count,
                                   const std::string& code, const std::string& message) {
  world.flow = [=](const store::RunRow&) { return held(code, message); };
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) {
    const std::string id = put_run(world, binding, {.magento_id = 100 + i});
    world.now.boot += 50;  // at most so many requests a second with one token
    world.post("/v1/runs/" + id + "/retry");
    ids.push_back(id);
  }
  return ids;
}

TEST(RunActs, a_difference_is_accepted_only_as_it_is_shown) {
  World world;
  const std::string binding = world.connected();
  std::optional<std::string> accepted;
  world.flow = [&accepted](const store::RunRow& row) {
    accepted = row.accepted_difference;
    return RunOutcome::succeeded();
  };
  const std::string run =
      put_run(world, binding,
              {.status = "needs_review",
               .detail_code = "totals_differ",
               .result = R"({"comparison":{"store":"120.03","planned":"120.00"}})"});
  const std::string route = "/v1/runs/" + run + "/retry";
  const Answered other = world.post(route, R"({"accept_difference":"0.02"})");
  EXPECT_EQ(other.code(), "difference_changed");
  EXPECT_THAT(other.refused(), ElementsAre("accept_difference difference_changed"));
  EXPECT_EQ(world.post(route, R"({"accept_difference":"0.03"})").status, 202);
  EXPECT_EQ(accepted, "0.03");
  EXPECT_EQ(world.get("/v1/runs/" + run).body.text_or("status"), "succeeded");
  EXPECT_THAT(audited(world), HasSubstr("run.retried"));
}

TEST(RunActs, nothing_is_tried_again_or_ignored_while_sage_is_being_asked) {
  World world;
  const std::string binding = world.connected();
  const std::string run =
      put_run(world, binding, {.status = "waiting", .reason = "checking_outcome"});
  EXPECT_EQ(world.post("/v1/runs/" + run + "/retry").status, 409);
  EXPECT_EQ(world.post("/v1/runs/" + run + "/ignore", R"({"reason":"x"})").status, 409);
}

TEST(RunActs, an_ignored_run_is_cancelled_written_down_and_counts_no_more) {
  World world;
  const std::string binding = world.connected();
  const std::string run = held_runs(world, binding, 1, "no_lines", "nothing there")[0];
  ASSERT_EQ(problems(world).size(), 1U);
  EXPECT_EQ(world.post("/v1/runs/" + run + "/ignore").status, 422) << "a reason is needed";
  const Answered ignored = world.post("/v1/runs/" + run + "/ignore", R"({"reason":"a test"})");
  EXPECT_EQ(ignored.status, 200) << ignored.text;
  EXPECT_EQ(ignored.body.text_or("status"), "cancelled");
  EXPECT_EQ(ignored.body.text_or("reason"), "ignored");
  EXPECT_THAT(ignored.body.text_or("actor"), StartsWith("token "));
  EXPECT_TRUE(problems(world).empty());
  EXPECT_EQ(problems(world, "resolved").size(), 1U);
  EXPECT_THAT(audited(world), HasSubstr("run.ignored"));
  EXPECT_EQ(world.post("/v1/runs/" + run + "/ignore", R"({"reason":"again"})").status, 200);
}

TEST(RunActs, a_viewer_looks_and_does_nothing) {
  World world;
  const std::string binding = world.connected();
  const std::string run = put_run(world, binding, {});
  world.bearer = world.token("eve@example.com", "viewer", {"read", "operate"});
  EXPECT_EQ(world.get("/v1/runs/" + run).status, 200);
  for (const char* act : {"retry", "ignore", "adopt", "resolve"}) {
    EXPECT_EQ(world.post("/v1/runs/" + run + "/" + act).status, 403) << act;
  }
  EXPECT_EQ(world.post("/v1/runs/bulk").status, 403);
  EXPECT_EQ(world.post("/v1/problems/x/retry").status, 403);
}

TEST(Problems, two_causes_are_two_groups_whatever_documents_they_come_from) {
  World world;
  const std::string binding = world.connected();
  held_runs(world, binding, 4, "totals_differ", "the store's total is 120.03");
  held_runs(world, binding, 2, "tax_not_mapped", "tax of 23.00 % has no rate");
  const json::Array groups = problems(world);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].text_or("message"), "No Sage tax rate is mapped for 23.00 %.");
  EXPECT_EQ(number_in(groups[0], "count"), 2);
  EXPECT_EQ(groups[0].find("bindings")->array().front().string(), binding);
  EXPECT_EQ(groups[0].text_or("link"), "dashboard/bindings/" + binding + "/settings#tax_rate_map");
  EXPECT_EQ(number_in(groups[1], "count"), 4);
  EXPECT_EQ(groups[1].find("sample_run_ids")->array().size(), 3U);
  EXPECT_EQ(number_in(groups[1].find("by_day")->array().back(), "count"), 4);
}

TEST(Problems, other_percentages_are_other_problems) {
  World world;
  const std::string binding = world.connected();
  held_runs(world, binding, 1, "tax_not_mapped", "tax of 23.00 % has no rate");
  held_runs(world, binding, 1, "tax_not_mapped", "tax of 5.00 % has no rate");
  EXPECT_EQ(problems(world).size(), 2U);
}

TEST(Problems, after_the_fix_one_act_clears_the_group) {
  World world;
  const std::string binding = world.connected();
  held_runs(world, binding, 45, "tax_not_mapped", "tax of 23.00 % has no rate");
  const std::string problem = problems(world)[0].text_or("fingerprint");
  world.flow = [](const store::RunRow&) { return RunOutcome::succeeded(); };
  const Answered begun = world.post("/v1/problems/" + problem + "/retry");
  EXPECT_EQ(begun.status, 202) << begun.text;
  EXPECT_EQ(number_in(begun.body, "count"), 45);
  for (int i = 0; i < 6; ++i) world.advance(500);
  const Answered done = world.get("/v1/bulk/" + begun.body.text_or("id"));
  EXPECT_EQ(done.body.text_or("status"), "done") << done.text;
  EXPECT_EQ(number_in(done.body, "done"), 45);
  EXPECT_TRUE(problems(world).empty());
  EXPECT_EQ(number_in(problems(world, "resolved")[0], "count"), 0);
}

TEST(Problems, a_retry_of_many_stops_when_five_fail_for_one_reason_again) {
  World world;
  const std::string binding = world.connected();
  held_runs(world, binding, 60, "tax_not_mapped", "tax of 23.00 % has no rate");
  const std::string problem = problems(world)[0].text_or("fingerprint");
  const Answered begun = world.post("/v1/problems/" + problem + "/retry");
  for (int i = 0; i < 6; ++i) world.advance(500);
  const Answered done = world.get("/v1/bulk/" + begun.body.text_or("id"));
  EXPECT_EQ(done.body.text_or("status"), "stopped");
  EXPECT_EQ(done.body.text_or("stopped_because"), "equal_failures:" + problem);
  EXPECT_GT(number_in(done.body, "pending"), 0);
  EXPECT_EQ(number_in(problems(world)[0], "count"), 60) << "counted again, not lost";
}

TEST(Problems, acknowledged_opens_again_and_ignored_does_not) {
  World world;
  const std::string binding = world.connected();
  held_runs(world, binding, 2, "no_lines", "nothing there");
  const std::string route = "/v1/problems/" + problems(world)[0].text_or("fingerprint");
  EXPECT_EQ(world.post(route + "/acknowledge").body.text_or("status"), "acknowledged");
  held_runs(world, binding, 1, "no_lines", "nothing there");
  ASSERT_EQ(problems(world).size(), 1U);
  EXPECT_EQ(world.post(route + "/ignore", R"({"reason":"known"})").status, 202);
  for (int i = 0; i < 3; ++i) world.advance(500);
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE reason = 'ignored'").size(), 3U);
  held_runs(world, binding, 1, "no_lines", "nothing there");
  EXPECT_TRUE(problems(world).empty());
  EXPECT_EQ(number_in(problems(world, "ignored")[0], "count"), 1);
}

TEST(Problems, what_was_written_down_uncounted_is_counted_at_the_next_start) {
  World world;
  const std::string binding = world.connected();
  put_many(world, binding, {.detail_code = "no_lines"}, 1'000, 3);
  world.restart();
  ASSERT_EQ(problems(world).size(), 1U);
  EXPECT_EQ(number_in(problems(world)[0], "count"), 3);
  world.restart();
  EXPECT_EQ(number_in(problems(world)[0], "count"), 3);
}

TEST(Bulk, begins_only_over_as_many_runs_as_were_shown) {
  World world;
  const std::string binding = world.connected();
  put_many(world, binding, {}, 1'000, 4);
  const Answered other =
      world.post("/v1/runs/bulk",
                 R"({"action":"ignore","filter":{"status":"failed"},"count":3,"reason":"x"})");
  EXPECT_EQ(other.code(), "count_changed");
  const Answered wrong =
      world.post("/v1/runs/bulk", R"({"action":"post","filter":{"colour":"red"},"count":3})");
  EXPECT_THAT(wrong.refused(), ElementsAre("action invalid_format", "filter.colour unknown"));
  const Answered begun =
      world.post("/v1/runs/bulk",
                 R"({"action":"ignore","filter":{"status":["failed"]},"count":4,"reason":"x"})");
  EXPECT_EQ(begun.status, 202);
  put_run(world, binding, {});  // failed after the set was decided
  for (int i = 0; i < 3; ++i) world.advance(500);
  EXPECT_EQ(world.get("/v1/bulk/" + begun.body.text_or("id")).body.text_or("status"), "done");
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE reason = 'ignored'").size(), 4U);
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE status = 'failed'").size(), 1U);
}

TEST(Bulk, is_stopped_by_hand_and_goes_on_in_another_process) {
  World world;
  const std::string binding = world.connected();
  put_many(world, binding, {}, 1'000, 70);
  const std::string ignore =
      R"({"action":"ignore","filter":{"status":"failed"},"count":70,"reason":"x"})";
  const std::string id = world.post("/v1/runs/bulk", ignore).body.text_or("id");
  world.restart();
  const Answered stopped = world.call("DELETE", "/v1/bulk/" + id, "");
  EXPECT_EQ(stopped.body.text_or("status"), "stopped");
  EXPECT_EQ(stopped.body.text_or("stopped_because"), "by_hand");
  const auto left = world.rows("SELECT 1 FROM run WHERE status = 'failed'").size();
  EXPECT_GT(left, 0U);
  for (int i = 0; i < 5; ++i) world.advance(500);
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE status = 'failed'").size(), left);
}

}  // namespace
}  // namespace byte8::tests
