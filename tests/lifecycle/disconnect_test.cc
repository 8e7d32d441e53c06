// Disconnecting, from both sides and at awkward moments; pausing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/audit.h"
#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;

bool revoke_call(const http::Call& call) {
  return call.url.ends_with("/revoke");
}
bool token_call(const http::Call& call) {
  return call.url.ends_with("/token");
}

std::int64_t store_of(World& world, const std::string& id) {
  return world.binding(id).store_id;
}

TEST(Disconnect, S14_takes_effect_before_it_answers_whatever_sage_does) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "queued", "");
  world.hold = revoke_call;
  const std::int64_t epoch = world.binding(id).epoch;
  const std::string refresh = world.sage.refresh_token;
  const Answered answered = world.post("/v1/bindings/" + id + "/disconnect");
  ASSERT_EQ(answered.status, 200) << answered.text;
  EXPECT_EQ(answered.body.text_or("sage_revoke"), "pending");
  EXPECT_EQ(answered.body.find("binding")->text_or("status"), "revoked");
  EXPECT_EQ(world.binding(id).reason, "disconnected_in_dashboard");
  EXPECT_EQ(world.binding(id).epoch, epoch + 1);
  EXPECT_TRUE(world.rows("SELECT 1 FROM oauth_tokens").empty());
  const auto runs = world.rows("SELECT status, reason FROM run");
  EXPECT_EQ(runs[0].text(0), "cancelled");
  EXPECT_EQ(runs[0].text(1), "binding_revoked");
  world.release();
  EXPECT_THAT(world.sage.revoked, ElementsAre(refresh));
  const Answered again = world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body.text_or("sage_revoke"), "done");
  EXPECT_EQ(world.sage.revoked.size(), 1U);
}

TEST(Disconnect, S9_keeps_mapping_and_history) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "succeeded", "");
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(world.rows("SELECT 1 FROM run WHERE status = 'succeeded'").size(), 1U);
  EXPECT_EQ(world.rows("SELECT 1 FROM policy").size(), 1U);
}

TEST(Disconnect, S1_S3_in_magento_revokes_every_binding_of_the_store_and_is_always_well) {
  World world;
  const std::string id = world.connected();
  const std::int64_t store = store_of(world, id);
  const std::string second = world.pair();
  for (int time = 0; time < 2; ++time) {
    const Answered answered = world.wire("POST", "/v1/tenant/disconnect", store);
    EXPECT_EQ(answered.status, 200);
    EXPECT_EQ(answered.text, "{}");
  }
  EXPECT_EQ(world.binding(id).reason, "disconnected_in_magento");
  EXPECT_EQ(world.binding(second).reason, "disconnected_in_magento");
  EXPECT_EQ(world.rows("SELECT 1 FROM audit WHERE action = 'binding.revoked'").size(), 2U);
}

TEST(Disconnect, a_revocation_that_fails_is_tried_again_also_by_the_next_process) {
  World world;
  const std::string id = world.connected();
  world.lose = revoke_call;
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/disconnect").body.text_or("sage_revoke"),
            "pending");
  world.lose = nullptr;
  world.restart();
  EXPECT_EQ(world.sage.revoked.size(), 1U);
  EXPECT_EQ(world.binding_body(id).find("sage_access")->text_or("revoke"), "done");
}

TEST(Disconnect, in_the_middle_of_a_renewal_gives_back_the_token_it_brings) {
  World world;
  const std::string id = world.connected();
  world.advance(241'000);
  world.hold = token_call;
  world.get("/v1/bindings/" + id + "/sage/businesses");
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_TRUE(world.sage.revoked.empty()) << "the token we have dies with the renewal";
  world.release();
  EXPECT_THAT(world.sage.revoked, ElementsAre(world.sage.refresh_token));
  EXPECT_TRUE(world.rows("SELECT 1 FROM oauth_tokens").empty());
}

TEST(Disconnect, a_consent_that_comes_back_too_late_leaves_no_tokens) {
  World world;
  const std::string id = world.pair();
  const std::string state = world.authorize(id);
  world.hold = token_call;
  world.come_back(state);
  world.post("/v1/bindings/" + id + "/disconnect");
  world.release();
  EXPECT_TRUE(world.rows("SELECT 1 FROM oauth_tokens").empty());
}

TEST(Disconnect, without_a_grant_there_is_nothing_to_revoke) {
  World world;
  const std::string id = world.pair();
  const Answered answered = world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(answered.body.text_or("sage_revoke"), "nothing_to_revoke");
}

TEST(Disconnect, the_audit_chain_is_unbroken) {
  World world;
  const std::string id = world.connected();
  world.post("/v1/bindings/" + id + "/pause");
  world.post("/v1/bindings/" + id + "/disconnect");
  std::string previous;
  std::int64_t n = 0;
  for (const port::Row& row : world.rows(
           "SELECT account_id, n, at, actor, action, object, before_value, after_value, hash "
           "FROM audit ORDER BY n")) {
    const store::AuditRow entry = store::audit::row(row);
    EXPECT_EQ(entry.n, ++n);
    EXPECT_EQ(entry.hash, store::audit::chained_hash(previous, entry));
    previous = entry.hash;
  }
  EXPECT_GE(n, 6);
}

TEST(Pause, stops_and_resumes_and_takes_new_runs_along) {
  World world;
  const std::string id = world.connected();
  const Answered paused = world.post("/v1/bindings/" + id + "/pause");
  EXPECT_EQ(paused.body.text_or("hold"), "paused");
  EXPECT_FALSE(paused.body.find("paused")->text_or("by").empty());
  EXPECT_FALSE(world.binding(id).dispatches());
  world.add_run(id, "waiting", "paused");
  const Answered resumed = world.post("/v1/bindings/" + id + "/resume");
  EXPECT_TRUE(resumed.body.find("hold")->is_null());
  world.settle();
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "not_yet_supported");
}

TEST(Pause, before_the_business_is_chosen_holds_afterwards_too) {
  World world;
  const std::string id = world.pair();
  world.post("/v1/bindings/" + id + "/pause");
  world.come_back(world.authorize(id));
  world.post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  world.settle();
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_FALSE(world.binding(id).dispatches());
}

TEST(Pause, of_a_revoked_binding_is_a_conflict) {
  World world;
  const std::string id = world.pair();
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/pause").code(), "conflict");
}

TEST(Tile, shows_the_way_from_nothing_to_revoked) {
  World world;
  const std::string id = world.pair();
  const std::int64_t store = store_of(world, id);
  const auto tile = [&world, store] { return world.wire("GET", "/v1/tile/health", store).body; };
  const auto tenant = [](const json::Value& body) {
    return body.find("tenant")->text_or("magento_connection_status");
  };
  EXPECT_EQ(tenant(tile()), "pending");
  EXPECT_TRUE(tile().find("binding")->is_null());
  world.come_back(world.authorize(id));
  world.post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  world.settle();
  world.add_run(id, "failed", "");
  world.add_run(id, "waiting", "store_unavailable");
  EXPECT_EQ(tenant(tile()), "active");
  EXPECT_EQ(tile().find("binding")->text_or("status"), "active");
  EXPECT_EQ(tile().find("binding")->text_or("region"), "uk");
  EXPECT_EQ(tile().find("sync")->find("failed_24h")->integer(), 1);
  EXPECT_EQ(tile().find("sync")->find("pending_count")->integer(), 1);
  world.post("/v1/bindings/" + id + "/pause");
  EXPECT_EQ(tile().find("binding")->text_or("status"), "paused");
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(tenant(tile()), "active");
  EXPECT_EQ(tile().find("binding")->text_or("status"), "revoked");
}

TEST(Wire, without_a_good_token_answers_401_in_the_wires_own_form) {
  World world;
  const Answered answered = world.wire("GET", "/v1/tile/health", 0);
  EXPECT_EQ(answered.status, 401);
  EXPECT_EQ(answered.code(), "bad_token");
  EXPECT_FALSE(answered.body.text_or("message").empty());
}

}  // namespace
}  // namespace byte8::tests
