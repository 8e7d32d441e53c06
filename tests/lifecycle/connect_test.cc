// Pairing a store.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;

std::string connect_body(const std::string& url, const std::string& code) {
  return R"({"magento_base_url":")" + url + R"(","pairing_code":")" + code + "\"}";
}

TEST(Connect, a_pairing_makes_a_store_and_a_pending_binding) {
  World world;
  const Answered answered = world.post(
      "/v1/magento/connect", connect_body("https://shop.example.com/index.php/", world.store.code));
  ASSERT_EQ(answered.status, 201) << answered.text;
  const json::Value* store = answered.body.find("store");
  EXPECT_EQ(store->text_or("base_url"), "https://shop.example.com");
  EXPECT_EQ(store->text_or("status"), "pending");
  EXPECT_EQ(store->text_or("tenant_id"), world.store.tenant);
  EXPECT_EQ(answered.body.find("binding")->text_or("status"), "pending");
  EXPECT_TRUE(answered.body.find("reusable")->array().empty());
  EXPECT_EQ(world.store.told_url, "https://ledger.example.com");
}

TEST(Connect, the_edge_learns_the_key_before_the_store_can_use_it) {
  World world;
  world.hold = [](const http::Call&) { return true; };
  world.pair();
  ASSERT_EQ(world.keys.size(), 1U);
  EXPECT_FALSE(world.keys.back()->offered_key.empty());
  const std::string offered = world.keys.back()->offered_key.reveal();
  world.release();
  EXPECT_EQ(world.store.key, offered);
  EXPECT_EQ(world.keys.back()->api_key.reveal(), offered);
  EXPECT_TRUE(world.keys.back()->offered_key.empty());
}

TEST(Connect, key_and_tenant_are_durable_before_the_store_is_asked) {
  World world;
  world.hold = [](const http::Call&) { return true; };
  world.pair();
  const auto stores =
      world.rows("SELECT status, tenant_id FROM store WHERE offered_key IS NOT NULL");
  ASSERT_EQ(stores.size(), 1U);
  EXPECT_EQ(stores[0].text(0), "pairing");
  ASSERT_EQ(world.sent.size(), 1U);
  EXPECT_NE(world.sent[0].body.find(stores[0].text(1)), std::string::npos);
}

struct Refusal {
  int status;
  std::string body;
  std::string code;
};

TEST(Connect, each_refusal_is_told_apart) {
  const std::vector<Refusal> refusals = {
      {404, R"({"message":"Request does not match any route."})", "not_a_byte8_store"},
      {400, R"({"message":"no"})", "pairing_refused"},
      {503, "<html>maintenance</html>", "store_unreachable"},
      {200, "<html>hello</html>", "not_a_byte8_store"}};
  for (const Refusal& refusal : refusals) {
    World world;
    world.store.status = refusal.status == 200 ? 200 : refusal.status;
    world.store.body = refusal.body;
    const Answered answered = world.post(
        "/v1/magento/connect", connect_body("https://shop.example.com", world.store.code));
    EXPECT_EQ(answered.status, 422) << answered.text;
    EXPECT_EQ(answered.code(), refusal.code) << answered.text;
  }
}

TEST(Connect, a_wrong_code_is_refused_and_leaves_no_store_behind) {
  World world;
  const Answered answered =
      world.post("/v1/magento/connect", connect_body("https://shop.example.com", "ffff"));
  EXPECT_EQ(answered.status, 422);
  EXPECT_EQ(answered.code(), "pairing_refused");
  EXPECT_THAT(answered.refused(), ElementsAre("pairing_code pairing_refused"));
  EXPECT_TRUE(world.get("/v1/stores").body.find("items")->array().empty());
  EXPECT_TRUE(world.get("/v1/bindings").body.find("items")->array().empty());
}

TEST(Connect, an_address_that_is_none_never_leaves) {
  World world;
  const Answered answered =
      world.post("/v1/magento/connect", connect_body("ftp://shop.example.com", "ffff"));
  EXPECT_EQ(answered.status, 422);
  EXPECT_EQ(answered.code(), "invalid_url");
  EXPECT_THAT(answered.refused(), ElementsAre("magento_base_url invalid_url"));
  EXPECT_TRUE(world.sent.empty());
}

TEST(Connect, missing_and_unknown_fields_are_all_named) {
  World world;
  const Answered answered = world.post("/v1/magento/connect", R"({"pairing_code":5,"shop":"x"})");
  EXPECT_EQ(answered.status, 422);
  EXPECT_THAT(answered.refused(), ElementsAre("magento_base_url required",
                                              "pairing_code invalid_format", "shop unknown"));
}

TEST(Connect, a_lost_answer_is_decided_by_a_ping_with_the_new_key) {
  World world;
  world.store.silent_after_pairing = true;
  const Answered answered =
      world.post("/v1/magento/connect", connect_body("https://shop.example.com", world.store.code));
  EXPECT_EQ(answered.status, 201) << answered.text;
  EXPECT_EQ(world.store.pings, 1);
  EXPECT_TRUE(world.rows("SELECT id FROM store WHERE offered_key IS NOT NULL").empty());
}

TEST(Connect, an_answer_lost_with_the_process_is_decided_at_the_next_start) {
  World world;
  world.hold = [](const http::Call& call) { return call.url.ends_with("/setup/pair"); };
  world.pair();
  static_cast<void>(world.store.answer(world.sent[0]));  // the store took it, and nobody heard
  world.restart();
  EXPECT_FALSE(world.keys.back()->offered_key.empty());
  world.advance(5'000);
  const Answered stores = world.get("/v1/stores");
  ASSERT_EQ(stores.body.find("items")->array().size(), 1U);
  EXPECT_EQ(world.get("/v1/bindings").body.find("items")->array().size(), 1U);
}

TEST(Connect, pairing_again_keeps_tenant_and_binding_and_the_old_key_until_the_new_one_is_taken) {
  World world;
  const std::string first = world.pair();
  const std::string tenant = world.store.tenant;
  const std::string old_key = world.store.key;
  world.store.status = 503;
  EXPECT_EQ(world.pair(), "");
  EXPECT_EQ(world.keys.back()->api_key.reveal(), old_key);
  world.store.status = 200;
  EXPECT_EQ(world.pair(), first);
  EXPECT_EQ(world.store.tenant, tenant);
  EXPECT_NE(world.store.key, old_key);
  EXPECT_EQ(world.keys.back()->api_key.reveal(), world.store.key);
}

TEST(Connect, works_on_a_database_that_answers_late) {
  World world(true);
  const std::string id = world.connected();
  ASSERT_FALSE(id.empty());
  EXPECT_EQ(world.binding_body(id).text_or("status"), "active");
}

}  // namespace
}  // namespace byte8::tests
