// Permission at Sage, choosing a business, and building the binding.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string location(const Answered& answered) {
  const std::string* value = http::find_header(answered.headers, "Location");
  return value == nullptr ? std::string() : *value;
}

TEST(Consent, leads_to_sage_and_back_and_seals_what_it_brought) {
  World world;
  const std::string id = world.pair();
  const std::string state = world.authorize(id);
  EXPECT_EQ(state.size(), 43U);
  EXPECT_TRUE(world.rows("SELECT state_hash FROM oauth_state").size() == 1U);
  const Answered back = world.come_back(state);
  EXPECT_EQ(back.status, 303);
  EXPECT_EQ(location(back), "https://ledger.example.com/dashboard?connected=" + id);
  const auto tokens =
      world.rows("SELECT sealed_access, sealed_refresh, requested_by FROM oauth_tokens");
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].text(2), "user-1");
  EXPECT_EQ(tokens[0].blob(1).find(world.sage.refresh_token), std::string::npos);
}

TEST(Consent, a_state_is_for_one_use_and_fifteen_minutes) {
  World world;
  const std::string id = world.pair();
  const std::string state = world.authorize(id);
  world.come_back(state);
  const int asked = world.sage.asked["token"];
  const Answered again = world.come_back(state);
  EXPECT_EQ(again.status, 303);
  EXPECT_THAT(location(again), HasSubstr("/dashboard?error=Sage%20is%20not%20connected"));
  EXPECT_THAT(location(again), HasSubstr("used%20already"));
  const std::string old = world.authorize(id);
  world.advance(16 * 60'000);
  EXPECT_THAT(location(world.come_back(old)), HasSubstr("?error="));
  EXPECT_THAT(location(world.come_back("made-up")), HasSubstr("?error="));
  EXPECT_EQ(world.sage.asked["token"], asked) << "no code may be exchanged for a bad state";
}

TEST(Consent, says_in_words_what_sage_said) {
  World world;
  world.bearer.clear();
  const Answered denied = world.get("/oauth/sage/callback?error=access_denied&state=x");
  EXPECT_EQ(denied.status, 303);
  EXPECT_THAT(location(denied), HasSubstr("?error="));
  EXPECT_THAT(location(denied), HasSubstr("You%20did%20not%20give%20permission"));
  const Answered odd =
      world.get("/oauth/sage/callback?error=Invalid+request&reason=%3Cb%3EEmail+already+in+use");
  EXPECT_THAT(location(odd), HasSubstr("%3Cb%3EEmail%20already%20in%20use"));
}

TEST(Consent, refuses_a_country_sage_does_not_serve) {
  World world;
  const std::string id = world.pair();
  const Answered answered =
      world.post("/v1/bindings/" + id + "/sage/authorize", R"({"country":"US"})");
  EXPECT_EQ(answered.status, 422);
  EXPECT_THAT(answered.refused(), ElementsAre("country validation"));
}

TEST(Businesses, are_listed_with_what_keeps_them_from_use) {
  World world;
  world.sage.businesses.push_back({.id = "biz2", .name = "Old Ltd", .subscribed = false});
  world.sage.businesses.push_back({.id = "biz3", .name = "Cape Ltd", .country = "ZA"});
  const std::string id = world.pair();
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/sage/businesses").code(), "sage_not_connected");
  world.come_back(world.authorize(id));
  const Answered answered = world.get("/v1/bindings/" + id + "/sage/businesses");
  ASSERT_EQ(answered.status, 200) << answered.text;
  const json::Array& items = answered.body.find("items")->array();
  ASSERT_EQ(items.size(), 3U);
  EXPECT_TRUE(items[0].find("usable")->boolean());
  EXPECT_EQ(items[1].text_or("why_not"), "no_subscription");
  EXPECT_EQ(items[2].text_or("why_not"), "country_not_supported");
}

TEST(Businesses, choosing_one_builds_an_active_binding_with_a_suggested_policy) {
  World world;
  const std::string id = world.connected();
  const json::Value binding = world.binding_body(id);
  EXPECT_EQ(binding.text_or("status"), "active");
  EXPECT_EQ(binding.find("business")->text_or("base_currency"), "GBP");
  EXPECT_EQ(binding.find("business")->text_or("country"), "GB");
  EXPECT_EQ(binding.find("store")->text_or("status"), "active");
  EXPECT_EQ(binding.find("sage_access")->text_or("state"), "good");
  const Answered policy = world.get("/v1/bindings/" + id + "/policy");
  EXPECT_EQ(policy.body.find("version")->integer(), 1);
  EXPECT_EQ(policy.body.find("policy")->text_or("default_tax_rate_id"), "GB_STANDARD");
  EXPECT_EQ(policy.body.find("policy")->text_or("default_bank_account_id"), "bank1200");
  EXPECT_EQ(world.rows("SELECT kind FROM reference WHERE state = 'done'").size(), 7U);
}

TEST(Businesses, what_waited_for_sage_is_queued_with_the_suggested_policy) {
  World world;
  const std::string id = world.pair();
  world.add_run(id, "waiting", "sage_not_connected");
  world.come_back(world.authorize(id));
  world.post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  world.settle();
  // No flow is registered here: the engine took it up and put it aside under its own word.
  const auto runs = world.rows("SELECT reason, policy_version FROM run");
  EXPECT_EQ(runs[0].text(0), "not_yet_supported");
  EXPECT_EQ(runs[0].integer(1), 1);
}

TEST(Businesses, a_build_that_was_cut_short_is_taken_up_at_the_next_start) {
  World world;
  const std::string id = world.pair();
  world.come_back(world.authorize(id));
  world.hold = [](const http::Call& call) {
    return call.url.find("bank_accounts") != std::string::npos;
  };
  world.post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  EXPECT_EQ(world.binding(id).status, "pending");
  world.hold = nullptr;
  world.restart();
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_EQ(world.sage.asked["tax_rates"], 1) << "what was read is not read again";
}

TEST(Businesses, a_list_that_sage_refuses_does_not_stop_the_rest) {
  World world;
  world.sage.refused["currencies"] = 403;
  const std::string id = world.connected();
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_FALSE(world.binding(id).hold.has_value());
  EXPECT_EQ(world.rows("SELECT error FROM reference WHERE state = 'refused'").size(), 1U);
}

TEST(Businesses, a_sage_that_is_down_is_asked_again) {
  World world;
  const std::string id = world.pair();
  world.come_back(world.authorize(id));
  world.sage.refused["tax_rates"] = 503;
  world.post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  EXPECT_EQ(world.binding(id).status, "pending");
  world.sage.refused.clear();
  world.advance(3'000);
  EXPECT_EQ(world.binding(id).status, "active");
}

TEST(Businesses, one_that_cannot_be_used_is_refused) {
  World world;
  world.sage.businesses[0].subscribed = false;
  const std::string id = world.pair();
  world.come_back(world.authorize(id));
  const std::string route = "/v1/bindings/" + id + "/sage/business";
  EXPECT_THAT(world.post(route, R"({"provider_business_id":"biz1"})").refused(),
              ElementsAre("provider_business_id validation"));
  EXPECT_EQ(world.post(route, R"({"provider_business_id":"none"})").status, 422);
  EXPECT_EQ(world.binding(id).status, "pending");
}

// A second store of the same account.
std::string second_store(World& world) {
  world.store = FakeStore{};
  const Answered answered =
      world.post("/v1/magento/connect",
                 R"({"magento_base_url":"https://shop.example.com/two","pairing_code":")" +
                     world.store.code + "\"}");
  const json::Value* made = answered.body.find("binding");
  return made == nullptr ? answered.text : made->text_or("id");
}

TEST(Businesses, another_stores_live_business_is_refused_by_name) {
  World world;
  world.connected();
  const std::string other = second_store(world);
  world.come_back(world.authorize(other));
  const Answered answered =
      world.post("/v1/bindings/" + other + "/sage/business", R"({"provider_business_id":"biz1"})");
  EXPECT_EQ(answered.status, 409);
  EXPECT_EQ(answered.code(), "business_already_bound");
  EXPECT_THAT(answered.body.text_or("detail"), HasSubstr("https://shop.example.com"));
  const Answered list = world.get("/v1/bindings/" + other + "/sage/businesses");
  const json::Value& item = list.body.find("items")->array()[0];
  EXPECT_FALSE(item.find("usable")->boolean());
  EXPECT_EQ(item.text_or("why_not"), "already_bound");
}

TEST(Businesses, a_newer_binding_of_the_same_store_replaces_the_older_one) {
  World world;
  const std::string old = world.connected();
  const std::string fresh = world.pair();
  ASSERT_NE(fresh, old);
  world.come_back(world.authorize(fresh));
  const Answered answered =
      world.post("/v1/bindings/" + fresh + "/sage/business", R"({"provider_business_id":"biz1"})");
  EXPECT_EQ(answered.status, 202) << answered.text;
  EXPECT_EQ(world.binding(old).reason, "replaced");
  world.settle();
  EXPECT_EQ(world.binding(fresh).status, "active");
  EXPECT_TRUE(world.sage.revoked.empty()) << "the same person's permission serves the new one";
}

TEST(Businesses, another_business_than_before_must_be_confirmed) {
  World world;
  world.sage.businesses.push_back({.id = "biz2", .name = "Second Ltd"});
  const std::string old = world.connected();
  world.post("/v1/bindings/" + old + "/disconnect");
  const std::string fresh = world.pair();
  world.come_back(world.authorize(fresh));
  const std::string route = "/v1/bindings/" + fresh + "/sage/business";
  const Answered asked = world.post(route, R"({"provider_business_id":"biz2"})");
  EXPECT_EQ(asked.status, 409);
  EXPECT_EQ(asked.code(), "different_business");
  const Answered confirmed =
      world.post(route, R"({"provider_business_id":"biz2","confirm_different_business":true})");
  EXPECT_EQ(confirmed.status, 202);
}

}  // namespace
}  // namespace byte8::tests
