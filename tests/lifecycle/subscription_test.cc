// Subscriptions: cancelling touches nothing before its time, and everything can come back for 90
// days. And what the settings page reads.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/cli_call.h"
#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Millis hour = 3'600'000;

std::string route_of(World& world) {
  return "/v1/admin/accounts/" + world.get("/v1/me").body.find("account")->text_or("id") +
         "/subscription";
}

Answered put(World& world, const std::string& status, Millis ends) {
  return world.call("PUT", route_of(world),
                    R"({"plan":"shop","status":")" + status + R"(","period_ends_at":")" +
                        utc_text(ends) + R"(","limits":{"bindings":3}})");
}

void days(World& world, int count) {
  for (int i = 0; i < count * 4; ++i) world.advance(6 * hour);
}

TEST(Subscription, S26_ends_when_the_period_does_and_not_one_second_earlier) {
  World world;
  const std::string id = world.connected();
  const Millis ends = world.now.wall / 1000 * 1000 + 50 * 60'000;
  ASSERT_EQ(put(world, "active", ends).status, 200);
  const Answered cancelled = world.post("/v1/subscription/cancel");
  EXPECT_EQ(cancelled.body.text_or("status"), "cancelling");
  EXPECT_EQ(cancelled.body.find("limits")->find("bindings")->integer(), 3);
  while (world.now.wall + 10'000 < ends) world.advance(9'000);
  world.advance(ends - 1'000 - world.now.wall);
  EXPECT_EQ(world.binding(id).status, "active");
  world.advance(61'000);
  EXPECT_EQ(world.binding(id).status, "revoked");
  EXPECT_EQ(world.binding(id).reason, "subscription_ended");
  const Answered ended = world.get("/v1/subscription");
  EXPECT_EQ(ended.body.text_or("status"), "ended");
  EXPECT_FALSE(ended.body.text_or("purge_at").empty());
  EXPECT_TRUE(world.sage.revoked.empty());
  EXPECT_EQ(world.get("/v1/notices").body.find("items")->array()[0].text_or("code"),
            "subscription_ended");
  const Answered refused =
      world.post("/v1/magento/connect",
                 R"({"magento_base_url":"https://shop.example.com","pairing_code":"x"})");
  EXPECT_EQ(refused.status, 409);
}

TEST(Subscription, S26_comes_back_within_90_days_without_pairing_or_consent) {
  World world;
  const std::string id = world.connected();
  world.post("/v1/bindings/" + id + "/pause");
  world.add_run(id, "waiting", "paused");
  put(world, "ended", world.now.wall);
  ASSERT_EQ(world.binding(id).reason, "subscription_ended") << "at once";
  const int renewals = world.sage.asked["token"];
  days(world, 80);
  EXPECT_GE(world.sage.asked["token"], renewals + 10) << "renewed weekly";
  put(world, "active", world.now.wall + hour);
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_EQ(world.binding(id).hold, "paused") << "as it was";
  world.post("/v1/bindings/" + id + "/resume");
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/sage/businesses").status, 200);
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "not_yet_supported");
}

TEST(Subscription, after_90_days_the_data_go_and_the_people_stay) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "succeeded", "");
  put(world, "ended", world.now.wall);
  auto dry = std::make_shared<api::Purge>();
  dry->dry_run = true;
  days(world, 89);
  EXPECT_TRUE(world.command(api::purge_command, dry).body.find("items")->array().empty());
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 200);
  days(world, 2);
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 404);
  for (const char* table :
       {"SELECT 1 FROM run", "SELECT 1 FROM binding", "SELECT 1 FROM store",
        "SELECT 1 FROM kept_grant", "SELECT 1 FROM policy", "SELECT 1 FROM reference"}) {
    EXPECT_TRUE(world.rows(table).empty()) << table;
  }
  EXPECT_EQ(world.sage.revoked.size(), 1U);
  EXPECT_EQ(world.get("/v1/me").status, 200);
  world.restart();
  put(world, "active", world.now.wall + hour);
  world.store = FakeStore{};
  EXPECT_FALSE(world.connected().empty());
}

TEST(Subscription, the_kept_grant_can_be_forgotten_at_once) {
  World world;
  const std::string id = world.connected();
  EXPECT_EQ(world.call("DELETE", "/v1/bindings/" + id + "/sage/grant", "").status, 409);
  put(world, "ended", world.now.wall);
  const Answered gone = world.call("DELETE", "/v1/bindings/" + id + "/sage/grant", "");
  EXPECT_EQ(gone.status, 200) << gone.text;
  world.settle();
  EXPECT_EQ(world.sage.revoked.size(), 1U);
  EXPECT_EQ(world.binding_body(id).find("sage_access")->text_or("revoke"), "done");
  put(world, "active", world.now.wall + hour);
  EXPECT_EQ(world.binding(id).status, "pending") << "back, and asks for consent";
}

TEST(Subscription, self_hosted_has_none_of_it) {
  World world;
  EXPECT_EQ(world.get("/v1/subscription").body.text_or("status"), "none");
  EXPECT_EQ(world.post("/v1/subscription/cancel").status, 409);
  EXPECT_TRUE(world.get("/v1/notices").body.find("items")->array().empty());
}

TEST(Subscription, only_the_hosts_admin_tokens_may_set_one) {
  World world;
  const std::string route = route_of(world);
  const std::string body = R"({"plan":"p","status":"active"})";
  const std::string owner = world.bearer;
  world.bearer = world.token("op@example.com", "operator", {"operate"});
  EXPECT_EQ(world.call("PUT", route, body).status, 404);
  world.bearer = owner;
  EXPECT_THAT(world.call("PUT", route, R"({"status":"x","limits":3})").refused(),
              ElementsAre("plan required", "status invalid_format", "limits invalid_format"));
  EXPECT_EQ(world.call("PUT", route, body).status, 200);
}

TEST(Reference, is_listed_searched_and_read_again_while_the_old_lists_stay) {
  World world;
  const std::string id = world.connected();
  const std::string route = "/v1/bindings/" + id + "/reference";
  const json::Value lists = world.get(route).body;
  ASSERT_EQ(lists.find("items")->array().size(), 7U);
  EXPECT_EQ(lists.find("items")->array()[0].text_or("state"), "done");
  const Answered rates = world.get(route + "/tax_rates?q=zero");
  ASSERT_EQ(rates.body.find("items")->array().size(), 1U);
  EXPECT_EQ(rates.body.find("items")->array()[0].text_or("id"), "GB_ZERO");
  EXPECT_FALSE(rates.body.text_or("fetched_at").empty());
  const Answered first = world.get(route + "/tax_rates?limit=1");
  const Answered second =
      world.get(route + "/tax_rates?limit=1&cursor=" + first.body.text_or("next_cursor"));
  EXPECT_EQ(second.body.find("items")->array()[0].text_or("id"), "GB_ZERO");
  EXPECT_TRUE(second.body.find("next_cursor")->is_null());
  EXPECT_EQ(world.get(route + "/nonsense").status, 404);
  const int asked = world.sage.asked["tax_rates"];
  world.hold = [](const http::Call& call) {
    return call.url.find("tax_rates") != std::string::npos;
  };
  EXPECT_EQ(world.post(route + "/refresh").status, 202);
  EXPECT_EQ(world.get(route).body.find("items")->array()[0].text_or("state"), "reading");
  EXPECT_EQ(world.get(route + "/tax_rates").body.find("items")->array().size(), 2U);
  world.release();
  EXPECT_EQ(world.sage.asked["tax_rates"], asked + 1);
  EXPECT_EQ(world.get(route).body.find("items")->array()[4].text_or("state"), "done");
}

TEST(Reference, is_read_again_when_a_page_shows_it_after_a_day) {
  World world;
  const std::string id = world.connected();
  const std::string route = "/v1/bindings/" + id + "/reference";
  const int asked = world.sage.asked["tax_rates"];
  world.get(route);
  EXPECT_EQ(world.sage.asked["tax_rates"], asked);
  days(world, 1);
  world.advance(hour);
  world.get(route);
  EXPECT_EQ(world.sage.asked["tax_rates"], asked + 1);
  EXPECT_EQ(world.binding(id).lists_fetched_at.value_or(0) / hour, world.now.wall / hour);
}

TEST(Reference, what_the_store_and_sage_offer_is_listed) {
  World world;
  const std::string id = world.connected();
  const Answered methods = world.get("/v1/bindings/" + id + "/magento-payment-methods");
  ASSERT_EQ(methods.status, 200) << methods.text;
  EXPECT_EQ(methods.body.find("items")->array()[0].text_or("code"), "checkmo");
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/websites").status, 200);
  const Answered countries = world.get("/v1/sage/countries");
  EXPECT_EQ(countries.body.find("items")->array()[0].text_or("name"), "United Kingdom");
}

TEST(Mapping, S9_outlives_the_binding_and_is_listed_page_by_page) {
  World world;
  const std::string id = world.connected();
  world.rows(
      "INSERT INTO entity_xref SELECT account_id, store_id, business_id, 'sales_invoice', '42', "
      "'sage1', 'INV-1', 'INV-1', 'https://sage.example/1', '100000042', 1 FROM binding");
  world.rows(
      "INSERT INTO entity_xref SELECT account_id, store_id, business_id, 'contact', "
      "'m2:shop.example.com:customer:5:GBP', 'sage2', 'M5', 'Ada (M5)', '', '', 1 FROM binding");
  world.post("/v1/bindings/" + id + "/disconnect");
  const std::string route = "/v1/bindings/" + id + "/xref";
  const Answered first = world.get(route + "?limit=1");
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(first.body.find("items")->array()[0].text_or("kind"), "contact");
  const Answered rest = world.get(route + "?limit=1&cursor=" + first.body.text_or("next_cursor"));
  EXPECT_EQ(rest.body.find("items")->array()[0].find("magento_id")->integer(), 42);
  EXPECT_TRUE(rest.body.find("next_cursor")->is_null());
  EXPECT_EQ(
      world.get(route + "?kind=sales_invoice&magento_id=42").body.find("items")->array().size(),
      1U);
  EXPECT_THAT(world.get(route + "?cursor=%21").refused(), ElementsAre("cursor invalid_format"));
}

TEST(Reports, every_known_state_is_owed_again) {
  World world;
  const std::string id = world.connected();
  world.rows(
      "INSERT INTO report (account_id, store_id, entity_type, magento_id, body, version, "
      "sent_version, tries) SELECT account_id, store_id, 'invoice', 42, '{}', 3, 3, 0 FROM "
      "binding");
  const Answered again = world.post("/v1/bindings/" + id + "/reports");
  EXPECT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(again.body.find("count")->integer(), 1);
  EXPECT_EQ(world.rows("SELECT 1 FROM report WHERE version > sent_version").size(), 1U);
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/reports").status, 409);
}

TEST(CommandLine, uses_the_routes_of_bindings_and_runs_without_a_token) {
  World world;
  const std::string id = world.connected();
  auto call = std::make_shared<api::ApiCall>();
  call->method = "GET";
  call->target = "/v1/bindings";
  EXPECT_EQ(world.command(api::api_call_command, call).body.find("items")->array().size(), 1U);
  call->method = "POST";
  call->target = "/v1/bindings/" + id + "/disconnect";
  EXPECT_EQ(world.command(api::api_call_command, call).status, 200);
  EXPECT_EQ(world.binding(id).reason, "disconnected_in_dashboard");
  EXPECT_EQ(world
                .rows("SELECT 1 FROM audit WHERE actor = 'command line' AND action = "
                      "'binding.revoked'")
                .size(),
            1U);
  call->target = "/v1/magento/connect";
  EXPECT_EQ(world.command(api::api_call_command, call).status, 404);
}

TEST(Works, on_a_database_that_answers_late) {
  World world(true);
  const std::string id = world.connected();
  put(world, "ended", world.now.wall);
  EXPECT_EQ(world.binding(id).reason, "subscription_ended");
  put(world, "active", world.now.wall + hour);
  EXPECT_EQ(world.binding(id).status, "active");
  days(world, 1);
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/sage/businesses").status, 200);
}

}  // namespace
}  // namespace byte8::tests
