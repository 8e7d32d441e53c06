// Renewing access: once, whoever asks, and whatever happens meanwhile.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "custody/custody.h"
#include "store/grants.h"
#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

constexpr Millis renew_after = 241'000;  // 80 % of 300 s

bool token_call(const http::Call& call) {
  return call.url.ends_with("/token");
}

// Anything that needs access: the list of businesses.
Answered use(World& world, const std::string& id) {
  return world.get("/v1/bindings/" + id + "/sage/businesses");
}

// The refresh token in the row, opened.
std::string stored_refresh(World& world, const std::string& id) {
  const auto rows = world.rows("SELECT sealed_refresh FROM oauth_tokens");
  if (rows.empty()) return "none";
  const crypto::Sealer sealer(SecretText(std::string(32, 'k')));
  const std::int64_t binding = store::id_of("bind", id).value_or(0);
  auto opened = sealer.open(rows[0].blob(0), store::grants::refresh_identity(binding));
  return opened ? opened->reveal() : "sealed for another row";
}

TEST(Access, is_used_as_it_is_until_four_fifths_of_its_life_are_over) {
  World world;
  const std::string id = world.connected();
  const int before = world.sage.asked["token"];
  world.advance(230'000);
  EXPECT_EQ(use(world, id).status, 200);
  EXPECT_EQ(world.sage.asked["token"], before);
  world.advance(11'000);
  EXPECT_EQ(use(world, id).status, 200);
  EXPECT_EQ(world.sage.asked["token"], before + 1);
  EXPECT_EQ(stored_refresh(world, id), world.sage.refresh_token);
}

TEST(Access, that_it_was_begun_is_durable_before_the_renewal_leaves) {
  World world;
  const std::string id = world.connected();
  world.advance(renew_after);
  world.hold = token_call;
  use(world, id);
  EXPECT_EQ(world.rows("SELECT 1 FROM oauth_tokens WHERE refresh_started_at IS NOT NULL").size(),
            1U);
  world.release();
  EXPECT_EQ(world.rows("SELECT 1 FROM oauth_tokens WHERE refresh_started_at IS NULL").size(), 1U);
}

TEST(Access, many_who_need_it_at_once_renew_it_once) {
  World world;
  const std::string id = world.connected();
  world.advance(renew_after);
  const int before = world.sage.asked["token"];
  world.hold = token_call;
  use(world, id);
  use(world, id);
  use(world, id);
  world.release();
  EXPECT_EQ(world.sage.asked["token"], before + 1);
}

TEST(Access, an_answer_that_comes_after_a_rebuild_is_kept) {
  World world;
  const std::string id = world.connected();
  world.advance(renew_after);
  world.hold = token_call;
  use(world, id);
  world.fail_next_commit();
  world.settle();  // the core is rebuilt, and nobody waits for the answer any more
  ASSERT_EQ(world.engine().rebuilt(), 1U);
  world.release();
  EXPECT_EQ(stored_refresh(world, id), world.sage.refresh_token);
  EXPECT_EQ(use(world, id).status, 200);
}

TEST(Access, an_answer_whose_own_turn_fails_is_not_lost) {
  World world;
  const std::string id = world.connected();
  world.advance(renew_after);
  world.hold = token_call;
  use(world, id);
  world.fail_next_commit();
  world.release();
  EXPECT_GE(world.engine().rebuilt(), 1U);
  EXPECT_EQ(stored_refresh(world, id), world.sage.refresh_token);
}

TEST(Access, a_renewal_lost_with_the_process_means_reconnect_and_keeps_the_queue) {
  World world;
  const std::string id = world.connected();
  world.advance(renew_after);
  world.hold = token_call;
  use(world, id);
  static_cast<void>(world.sage.answer(world.sent.back()));  // Sage rotated, and nobody heard
  world.hold = nullptr;
  world.restart();
  world.add_run(id, "waiting", "checking_outcome");
  EXPECT_EQ(use(world, id).code(), "sage_access_removed");
  EXPECT_EQ(world.binding(id).hold, "sage_access_removed");
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE finished_at IS NULL").size(), 1U);
}

TEST(Access, an_unknown_outcome_is_tried_once_more_with_the_same_token) {
  World world;
  const std::string id = world.connected();
  world.advance(400'000);
  const std::string token = stored_refresh(world, id);
  const int before = world.sage.asked["token"];
  // Both answers get lost.
  std::size_t lost = 0;
  world.lose = [&lost](const http::Call& call) { return token_call(call) && ++lost <= 2; };
  EXPECT_EQ(use(world, id).status, 503);
  EXPECT_EQ(lost, 2U);
  EXPECT_EQ(world.sage.asked["token"], before);
  EXPECT_FALSE(world.binding(id).hold.has_value());
  EXPECT_EQ(stored_refresh(world, id), token);
  EXPECT_EQ(use(world, id).status, 200);
}

TEST(Access, a_refused_client_blames_no_grant) {
  World world;
  const std::string id = world.connected();
  world.advance(400'000);
  world.script = [](const http::Call& call) -> std::optional<http::Outcome> {
    if (!token_call(call)) return std::nullopt;
    return json_outcome(400, R"({"error":"invalid_client"})");
  };
  const Answered answered = use(world, id);
  EXPECT_EQ(answered.status, 503);
  EXPECT_EQ(answered.code(), "sage_client_refused");
  EXPECT_FALSE(world.binding(id).hold.has_value());
  world.script = nullptr;
  EXPECT_EQ(use(world, id).status, 200);
}

TEST(Access, a_new_consent_clears_the_hold_and_queues_what_waited) {
  World world;
  const std::string id = world.connected();
  world.sage.refresh_token = "cut off in Sage";
  world.advance(renew_after);
  use(world, id);
  ASSERT_EQ(world.binding(id).hold, "sage_access_removed");
  world.add_run(id, "waiting", "sage_access_removed");
  const std::int64_t epoch = world.binding(id).epoch;
  EXPECT_EQ(world.come_back(world.authorize(id)).status, 303);
  EXPECT_FALSE(world.binding(id).hold.has_value());
  EXPECT_EQ(world.binding(id).epoch, epoch + 1);
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "not_yet_supported");
}

TEST(Access, somebody_who_cannot_see_the_business_changes_nothing) {
  World world;
  const std::string id = world.connected();
  const std::string before = stored_refresh(world, id);
  world.sage.refused["biz1"] = 404;
  const Answered back = world.come_back(world.authorize(id));
  EXPECT_EQ(back.status, 303);
  EXPECT_THAT(back.header("Location"), testing::HasSubstr("cannot%20see%20Ada%27s%20Shop%20Ltd"));
  EXPECT_EQ(stored_refresh(world, id), before);
}

TEST(Access, a_paused_binding_that_loses_access_is_paused_again_afterwards) {
  World world;
  const std::string id = world.connected();
  world.post("/v1/bindings/" + id + "/pause");
  world.sage.refresh_token = "cut off in Sage";
  world.advance(renew_after);
  use(world, id);
  EXPECT_EQ(world.binding(id).hold, "sage_access_removed");
  world.come_back(world.authorize(id));
  EXPECT_EQ(world.binding(id).hold, "paused");
}

TEST(Access, an_idle_grant_is_renewed_weekly) {
  World world;
  const std::string id = world.connected();
  const int before = world.sage.asked["token"];
  for (int quarter_days = 0; quarter_days < 30; ++quarter_days) world.advance(6 * 3'600'000);
  EXPECT_EQ(world.sage.asked["token"], before + 1);
  EXPECT_EQ(stored_refresh(world, id), world.sage.refresh_token);
}

}  // namespace
}  // namespace byte8::tests
