#include "app/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/web.h"

namespace byte8::app {
namespace {

using testing::HasSubstr;

TEST(metrics, are_told_with_help_and_kind) {
  Metrics metrics;
  metrics.turns = 7;
  metrics.runs_queued = 3;
  const std::string text = metrics_text(metrics, true);
  EXPECT_THAT(text, HasSubstr("# TYPE byte8_turns_total counter\nbyte8_turns_total 7\n"));
  EXPECT_THAT(text, HasSubstr("byte8_runs_queued 3\n"));
  EXPECT_THAT(text, HasSubstr("byte8_ready 1\n"));
}

TEST(metrics, have_a_listener_of_their_own_that_knows_nothing_else) {
  const Metrics metrics;
  auto server = serve_metrics({.address = "127.0.0.1"}, metrics, [] { return false; });
  ASSERT_TRUE(server.ok()) << server.error().message;
  Web web;
  const std::string url = "http://127.0.0.1:" + std::to_string((*server)->port());
  const auto answer = web.send("GET", url + "/metrics");
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->body, HasSubstr("byte8_ready 0\n"));
  EXPECT_EQ(web.send("GET", url + "/v1/runs")->status, 404);
  EXPECT_EQ(web.send("POST", url + "/metrics")->status, 404);
}

}  // namespace
}  // namespace byte8::app
