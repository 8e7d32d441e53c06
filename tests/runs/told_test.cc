// What pages are told: the stream, numbers over time, tiles, banners; and what a store gave up on.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "port/outlet.h"
#include "tests/runs/plenty.h"

namespace byte8::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PageStream, tells_an_account_its_own_and_gives_what_was_missed) {
  api::PageStream stream;
  std::string first;
  const auto outlet = stream.subscribe(1, "", first);
  ASSERT_NE(outlet, nullptr);
  engine::PageNotice notice;
  notice.what = "run";
  notice.account_id = 1;
  notice.id = 5;
  notice.binding_id = 6;
  notice.event = "invoice.created";
  notice.status = "succeeded";
  stream.publish(notice);
  const std::string text = outlet->take();
  EXPECT_THAT(text, HasSubstr("event: run\ndata: {\"id\":\"run_0000000000005\""));
  EXPECT_THAT(text, HasSubstr("\"event\":\"invoice.created\",\"status\":\"succeeded\"}\n\n"));
  const std::string id = text.substr(4, text.find('\n') - 4);
  notice.account_id = 2;
  stream.publish(notice);
  EXPECT_EQ(outlet->take(), "");
  notice.account_id = 1;
  notice.status = "failed";
  stream.publish(notice);
  static_cast<void>(stream.subscribe(1, id, first));
  EXPECT_THAT(first, HasSubstr("\"failed\""));
  EXPECT_THAT(first, Not(HasSubstr("\"succeeded\"")));
  static_cast<void>(stream.subscribe(1, "another-3", first));
  EXPECT_THAT(first, HasSubstr("event: reset"));
}

TEST(PageStream, who_does_not_keep_up_is_let_go_and_harms_nobody) {
  api::PageStream stream;
  std::string first;
  const auto slow = stream.subscribe(1, "", first);
  const auto quick = stream.subscribe(1, "", first);
  engine::PageNotice notice;
  notice.what = "run";
  notice.account_id = 1;
  notice.status = std::string(1'000, 'x');
  for (int i = 0; i < 400; ++i) {
    stream.publish(notice);
    static_cast<void>(quick->take());
  }
  EXPECT_TRUE(slow->over());
  EXPECT_FALSE(quick->over());
  EXPECT_EQ(stream.listeners(), 1U);
}

TEST(PageStream, is_a_route_whose_answer_goes_on) {
  World world;
  const std::string binding = world.connected();
  std::string first;
  const auto outlet = world.pages->subscribe(world.binding(binding).account_id, "", first);
  world.flow = [](const store::RunRow&) {
    return engine::RunOutcome::held(Error::coded(Fault::needs_review, "no_lines", "none"));
  };
  world.post("/v1/runs/" + put_run(world, binding, {}) + "/retry");
  const std::string text = outlet->take();
  EXPECT_THAT(text, HasSubstr("event: run"));
  EXPECT_THAT(text, HasSubstr("\"needs_review\""));
  EXPECT_THAT(text, HasSubstr("event: problem"));
  world.post("/v1/bindings/" + binding + "/pause");
  EXPECT_THAT(outlet->take(), HasSubstr("event: binding"));
  const Answered stream = world.get("/v1/events/stream");
  EXPECT_THAT(stream.header("Content-Type"), HasSubstr("text/event-stream"));
  EXPECT_THAT(stream.text, HasSubstr("retry: 3000"));
}

TEST(Stats, are_the_outcomes_by_step_with_the_commonest_causes) {
  World world;
  const std::string binding = world.connected();
  int n = 0;
  world.flow = [&n](const store::RunRow&) {
    if (++n % 3 == 0) return engine::RunOutcome::skipped("unpaid_invoice");
    if (n % 3 == 1) return engine::RunOutcome::succeeded();
    return engine::RunOutcome::held(Error::coded(Fault::needs_review, "no_lines", "none"));
  };
  for (int i = 0; i < 6; ++i) {
    world.post("/v1/runs/" + put_run(world, binding, {.magento_id = i}) + "/retry");
  }
  const Answered stats = world.get("/v1/stats?binding=" + binding);
  const json::Array& items = stats.body.find("items")->array();
  ASSERT_EQ(items.size(), 25U) << "a day, and the hour that runs";
  EXPECT_EQ(number_in(items.back(), "succeeded"), 2);
  EXPECT_EQ(number_in(items.back(), "skipped"), 2);
  EXPECT_EQ(number_in(items.back(), "needs_review"), 2);
  EXPECT_EQ(number_in(items.back(), "failed"), 0);
  const json::Array& causes = stats.body.find("by_code")->array();
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].text_or("code"), "no_lines");
  EXPECT_EQ(world.get("/v1/stats?step=2h").status, 422);
  EXPECT_EQ(world.get("/v1/stats?step=15m&from=2020-01-01T00:00:00Z").status, 422);
  const Answered others = world.get("/v1/stats?binding=bind_0000000000000");
  EXPECT_EQ(number_in(others.body.find("items")->array().back(), "succeeded"), 0);
}

TEST(Health, every_tile_is_the_number_of_the_list_behind_it) {
  World world;
  const std::string binding = world.connected();
  world.flow = [](const store::RunRow& row) {
    if (row.magento_id == 1) return engine::RunOutcome::succeeded();
    return engine::RunOutcome::held(Error::coded(Fault::needs_review, "no_lines", "none"));
  };
  for (const std::int64_t id : {1, 2, 3}) {
    world.post("/v1/runs/" + put_run(world, binding, {.magento_id = id}) + "/retry");
  }
  put_run(world, binding, {.status = "waiting", .reason = "paused"});
  world.post("/v1/bindings/" + binding + "/pause");
  const Answered health = world.get("/v1/health");
  const json::Value& tiles = *health.body.find("tiles");
  EXPECT_EQ(number_in(tiles, "needs_attention"), 2) << "one cause, and a binding that is paused";
  EXPECT_EQ(number_in(*tiles.find("bindings"), "active"), 1);
  EXPECT_EQ(number_in(tiles, "synced_today"), 1);
  EXPECT_EQ(number_in(*tiles.find("waiting"), "count"), 1);
  EXPECT_EQ(health.body.find("attention")->array().size(), 2U);
  const Answered notices = world.get("/v1/notices");
  ASSERT_EQ(notices.body.find("items")->array().size(), 1U);
  EXPECT_EQ(notices.body.find("items")->array()[0].text_or("code"), "paused");
  world.become_stranger();
  EXPECT_EQ(number_in(*world.get("/v1/health").body.find("tiles"), "needs_attention"), 0);
}

TEST(DeadLetters, an_original_module_is_not_asked_and_ours_is) {
  World world;
  world.connected();
  const std::string store = ids_of(world.get("/v1/stores"))[0];
  const std::string route = "/v1/stores/" + store + "/dead-letters";
  EXPECT_FALSE(world.get(route).body.find("supported")->boolean());
  const Answered refused = world.post(route + "/requeue");
  EXPECT_EQ(refused.code(), "not_supported");
  EXPECT_THAT(refused.body.text_or("detail"), HasSubstr("byte8:client:outbox:requeue"));
  std::string sent;
  world.script = [&sent](const http::Call& call) -> std::optional<http::Outcome> {
    if (call.url.ends_with("/byte8/status")) {
      return json_outcome(
          200, R"({"outbox":{"pending":1,"dead_lettered":38,"by_cause":{"binding_revoked":38}}})");
    }
    if (!call.url.ends_with("/outbox/requeue")) return std::nullopt;
    sent = call.body;
    return json_outcome(200, R"({"requeued":38,"dead_lettered":0})");
  };
  const Answered shown = world.get(route);
  EXPECT_EQ(number_in(shown.body, "count"), 38);
  EXPECT_EQ(shown.body.find("by_cause")->array()[0].text_or("cause"), "binding_revoked");
  const Answered requeued = world.post(route + "/requeue", R"({"cause":"binding_revoked"})");
  EXPECT_EQ(requeued.status, 202);
  EXPECT_EQ(number_in(requeued.body, "count"), 38);
  EXPECT_EQ(sent, R"({"cause":"binding_revoked","limit":100})");
  EXPECT_EQ(world.rows("SELECT 1 FROM audit WHERE action = 'store.requeued'").size(), 1U);
}

}  // namespace
}  // namespace byte8::tests
