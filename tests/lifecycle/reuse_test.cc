// Connecting again: with an older binding, beside it, and to another business.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Answered pair_again(World& world, const std::string& reuse = "") {
  world.store.code = "0123456789abcdef0123456789abcdef";
  const std::string more = reuse.empty() ? "" : R"(,"reuse_binding_id":")" + reuse + "\"";
  return world.post("/v1/magento/connect",
                    R"({"magento_base_url":"https://shop.example.com","pairing_code":")" +
                        world.store.code + "\"" + more + "}");
}

std::size_t bindings(World& world) {
  return world.get("/v1/bindings").body.find("items")->array().size();
}

void choose(World& world, const std::string& id, const std::string& business) {
  world.post("/v1/bindings/" + id + "/sage/business",
             R"({"provider_business_id":")" + business + "\"}");
}

TEST(Reuse, S25_a_revoked_binding_takes_the_pairing_and_keeps_id_history_and_policy) {
  World world;
  const std::string old = world.connected();
  world.add_run(old, "queued", "");
  world.post("/v1/bindings/" + old + "/disconnect");
  const std::int64_t policy = world.binding(old).policy_version;
  const Answered again = pair_again(world, old);
  ASSERT_EQ(again.status, 201) << again.text;
  EXPECT_EQ(again.body.find("binding")->text_or("id"), old);
  EXPECT_EQ(again.body.find("binding")->text_or("status"), "pending");
  EXPECT_EQ(bindings(world), 1U) << "the pairing's own binding vanished";
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "sage_not_connected");
  world.come_back(world.authorize(old));
  EXPECT_EQ(world.binding(old).status, "active") << "its business is not asked for again";
  EXPECT_EQ(world.binding(old).policy_version, policy);
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "not_yet_supported");
}

TEST(Reuse, S25_an_active_binding_without_a_partner_is_offered_and_goes_on_at_once) {
  World world;
  const std::string old = world.connected();
  world.store.ping_status = 404;
  world.post("/v1/stores/" + store::id_text("store", world.binding(old).store_id) + "/check");
  const Answered again = pair_again(world);
  ASSERT_EQ(again.status, 201);
  const std::string fresh = again.body.find("binding")->text_or("id");
  ASSERT_EQ(again.body.find("reusable")->array().size(), 1U);
  EXPECT_EQ(again.body.find("reusable")->array()[0].text_or("id"), old);
  world.add_run(fresh, "waiting", "sage_not_connected");
  const Answered reused =
      world.post("/v1/bindings/" + fresh + "/reuse", R"({"binding_id":")" + old + "\"}");
  ASSERT_EQ(reused.status, 200) << reused.text;
  EXPECT_EQ(reused.body.text_or("status"), "active");
  EXPECT_EQ(reused.body.find("store")->text_or("status"), "active");
  EXPECT_EQ(world.get("/v1/bindings/" + fresh).status, 404);
  const auto runs = world.rows("SELECT binding_id, reason FROM run");
  EXPECT_EQ(store::id_text("bind", runs[0].integer(0)), old);
  EXPECT_EQ(runs[0].text(1), "not_yet_supported") << "what waited was begun in the older binding";
  world.restart();
  EXPECT_EQ(bindings(world), 1U);
}

TEST(Reuse, a_binding_that_is_none_of_the_store_is_refused_before_the_code_is_burnt) {
  World world;
  world.connected();
  const Answered refused = pair_again(world, "bind_0000000000000");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.refused(), ElementsAre("reuse_binding_id validation"));
  EXPECT_FALSE(world.store.code.empty());
}

TEST(Reuse, a_reused_binding_takes_only_its_own_business) {
  World world;
  world.sage.businesses.push_back({.id = "biz2", .name = "Second Ltd"});
  const std::string old = world.connected();
  world.post("/v1/bindings/" + old + "/disconnect");
  ASSERT_EQ(pair_again(world, old).status, 201);
  const Answered other =
      world.post("/v1/bindings/" + old + "/sage/business",
                 R"({"provider_business_id":"biz2","confirm_different_business":true})");
  EXPECT_EQ(other.status, 409);
  EXPECT_THAT(other.body.text_or("detail"), HasSubstr("Ada's Shop Ltd"));
  world.sage.refused["biz1"] = 404;
  world.sage.user = "user-2";
  const Answered back = world.come_back(world.authorize(old));
  EXPECT_THAT(back.header("Location"), HasSubstr("?error=")) << "a user who cannot see it";
  EXPECT_EQ(world.sage.revoked.count(world.sage.refresh_token), 1U) << "the grant is given back";
}

TEST(Reuse, one_whose_business_is_bound_elsewhere_is_refused) {
  World world;
  const std::string old = world.connected();
  world.post("/v1/bindings/" + old + "/disconnect");
  const std::string fresh = world.pair();
  world.come_back(world.authorize(fresh));
  choose(world, fresh, "biz1");
  const Answered further = pair_again(world);
  const std::string third = further.body.find("binding")->text_or("id");
  const Answered refused =
      world.post("/v1/bindings/" + third + "/reuse", R"({"binding_id":")" + old + "\"}");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "business_already_bound");
}

TEST(Further, S22_a_second_business_of_the_store_is_a_binding_of_its_own) {
  World world;
  world.sage.businesses.push_back({.id = "biz2", .name = "Second Ltd"});
  const std::string first = world.connected();
  const std::string store = store::id_text("store", world.binding(first).store_id);
  const Answered made = world.post("/v1/bindings", R"({"store_id":")" + store + "\"}");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string second = made.body.text_or("id");
  world.come_back(world.authorize(second));
  const Answered chosen =
      world.post("/v1/bindings/" + second + "/sage/business",
                 R"({"provider_business_id":"biz2","confirm_different_business":true})");
  EXPECT_EQ(chosen.status, 202) << chosen.text;
  EXPECT_EQ(world.binding(first).status, "active");
  EXPECT_EQ(world.binding(second).status, "active");
  EXPECT_EQ(world.post("/v1/bindings", R"({"store_id":"store_0000000000000"})").status, 422);
}

TEST(Further, overlapping_website_filters_are_refused_by_name) {
  World world;
  world.sage.businesses.push_back({.id = "biz2", .name = "Second Ltd"});
  const std::string first = world.connected();
  const std::string store = store::id_text("store", world.binding(first).store_id);
  const std::string second =
      world.post("/v1/bindings", R"({"store_id":")" + store + "\"}").body.text_or("id");
  world.come_back(world.authorize(second));
  world.post("/v1/bindings/" + second + "/sage/business",
             R"({"provider_business_id":"biz2","confirm_different_business":true})");
  const auto save = [&world](const std::string& id, const char* filter) {
    const Answered before = world.get("/v1/bindings/" + id + "/policy");
    json::Value policy = *before.body.find("policy");
    policy.set("website_filter", json::parse(filter).value());
    return world.call("PUT", "/v1/bindings/" + id + "/policy", json::write(policy),
                      {{"If-Match", *http::find_header(before.headers, "ETag")}});
  };
  EXPECT_THAT(save(first, "[]").refused(), ElementsAre("website_filter overlaps"));
  EXPECT_EQ(save(first, "[1]").status, 200) << "narrowing is the way out";
  const Answered wide = save(second, "[]");
  EXPECT_THAT(wide.refused(), ElementsAre("website_filter overlaps"));
  EXPECT_THAT(wide.text, HasSubstr("website 1"));
  EXPECT_THAT(save(second, "[2,1]").text, HasSubstr("website 1"));
  EXPECT_EQ(save(second, "[2]").status, 200);
}

TEST(Reconnect, S20_S21_the_same_business_again_may_run_what_was_cancelled) {
  World world;
  const std::string old = world.connected();
  world.add_run(old, "queued", "");
  world.add_run(old, "succeeded", "");
  world.post("/v1/bindings/" + old + "/disconnect");
  const std::string fresh = world.pair();
  world.come_back(world.authorize(fresh));
  choose(world, fresh, "biz1");
  world.settle();
  const Answered rerun = world.post("/v1/bindings/" + fresh + "/rerun");
  ASSERT_EQ(rerun.status, 202) << rerun.text;
  EXPECT_EQ(rerun.body.find("count")->integer(), 1);
  const auto moved = world.rows("SELECT binding_id, reason FROM run WHERE status = 'waiting'");
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(store::id_text("bind", moved[0].integer(0)), fresh);
  EXPECT_EQ(world.post("/v1/bindings/" + fresh + "/rerun").body.find("count")->integer(), 0);
  EXPECT_EQ(world.post("/v1/bindings/" + old + "/rerun").status, 409);
}

TEST(Consent, S15_one_that_comes_back_too_late_is_given_back) {
  World world;
  const std::string id = world.pair();
  const std::string state = world.authorize(id);
  world.hold = [](const http::Call& call) { return call.url.ends_with("/token"); };
  world.come_back(state);
  world.post("/v1/bindings/" + id + "/disconnect");
  world.release();
  EXPECT_TRUE(world.rows("SELECT 1 FROM oauth_tokens").empty());
  EXPECT_THAT(world.sage.revoked, ElementsAre(world.sage.refresh_token));
}

TEST(Consent, S15_sage_is_asked_for_a_day_and_then_given_up_visibly) {
  World world;
  const std::string id = world.connected();
  world.lose = [](const http::Call& call) { return call.url.ends_with("/revoke"); };
  world.post("/v1/bindings/" + id + "/disconnect");
  for (int i = 0; i < 30; ++i) world.advance(3'600'000);
  EXPECT_EQ(world.binding_body(id).find("sage_access")->text_or("revoke"), "given_up");
  EXPECT_TRUE(world.rows("SELECT 1 FROM revocation WHERE length(sealed_refresh) > 0").empty());
}

TEST(ConsentLink, lets_somebody_without_a_login_finish_the_sage_side) {
  World world;
  const std::string id = world.pair();
  const Answered made = world.post("/v1/bindings/" + id + "/consent-link");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string url = made.body.text_or("url");
  const std::string route = "/v1/consent-links/" + url.substr(url.rfind('/') + 1);
  EXPECT_TRUE(world.rows("SELECT 1 FROM idempotency").empty());
  const std::string token = std::exchange(world.bearer, "");
  EXPECT_EQ(world.get(route).body.text_or("store"), "shop.example.com");
  const std::string address = world.post(route + "/authorize").body.text_or("authorize_url");
  const std::size_t at = address.find("state=") + 6;
  world.sage.challenge.clear();
  EXPECT_EQ(world.come_back(address.substr(at, address.find('&', at) - at)).status, 303);
  EXPECT_EQ(world.get(route + "/businesses").status, 200);
  EXPECT_EQ(world.post(route + "/business", R"({"provider_business_id":"biz1"})").status, 202);
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 401) << "nothing else is open to it";
  world.bearer = token;
  EXPECT_EQ(world.call("DELETE", "/v1/bindings/" + id + "/consent-link", "").status, 204);
  EXPECT_EQ(world.get(route).status, 404);
}

TEST(ConsentLink, is_good_for_seven_days) {
  World world;
  const std::string id = world.pair();
  const std::string url = world.post("/v1/bindings/" + id + "/consent-link").body.text_or("url");
  const std::string route = "/v1/consent-links/" + url.substr(url.rfind('/') + 1);
  for (int i = 0; i < 7 * 4 - 1; ++i) world.advance(6 * 3'600'000);
  EXPECT_EQ(world.get(route).status, 200);
  world.advance(6 * 3'600'000);
  EXPECT_EQ(world.get(route).status, 404);
}

}  // namespace
}  // namespace byte8::tests
