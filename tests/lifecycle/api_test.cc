// Tokens, scopes, problems, lists and retries of our own interface.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/assets.h"
#include "api/cli.h"
#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids_of(const Answered& answered) {
  std::vector<std::string> ids;
  for (const json::Value& item : answered.body.find("items")->array()) {
    ids.push_back(item.text_or("id"));
  }
  return ids;
}

TEST(Api, a_problem_has_its_whole_shape_and_every_answer_its_request_id) {
  World world;
  const Answered answered = world.get("/v1/bindings/bind_0000000000000");
  EXPECT_EQ(answered.status, 404);
  EXPECT_EQ(*http::find_header(answered.headers, "Content-Type"), "application/problem+json");
  EXPECT_EQ(answered.body.text_or("type"), "https://byte8.dev/problems/not_found");
  EXPECT_FALSE(answered.body.text_or("title").empty());
  EXPECT_EQ(answered.body.find("status")->integer(), 404);
  EXPECT_FALSE(answered.body.text_or("detail").empty());
  EXPECT_TRUE(answered.body.find("errors")->is_array());
  EXPECT_EQ(answered.body.text_or("request_id"),
            *http::find_header(answered.headers, "X-Request-Id"));
}

TEST(Api, unknown_paths_are_404_and_wrong_methods_405) {
  World world;
  EXPECT_EQ(world.get("/v1/nothing").status, 404);
  EXPECT_EQ(world.get("/v1/admin/accounts").status, 404);
  const Answered answered = world.call("DELETE", "/v1/bindings", "");
  EXPECT_EQ(answered.status, 405);
  EXPECT_EQ(*http::find_header(answered.headers, "Allow"), "GET, POST");
}

TEST(Api, needs_a_token_that_is_good) {
  World world;
  const std::string good = world.bearer;
  for (const std::string& bad : {std::string(), std::string("b8_nothing"), std::string("xyz")}) {
    world.bearer = bad;
    const Answered answered = world.get("/v1/me");
    EXPECT_EQ(answered.status, 401);
    EXPECT_EQ(answered.code(), "unauthenticated");
  }
  world.bearer = good;
  const Answered me = world.get("/v1/me");
  EXPECT_EQ(me.status, 200);
  EXPECT_EQ(me.body.find("user")->text_or("email"), "ada@example.com");
  EXPECT_TRUE(me.body.find("account")->find("host")->boolean());
  EXPECT_EQ(world.rows("SELECT token_hash FROM api_token")[0].text(0).size(), 64U);
}

TEST(Api, scope_and_role_both_limit_a_token) {
  World world;
  const std::string id = world.pair();
  world.bearer = world.token("eve@example.com", "viewer", {"read", "operate", "admin"});
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 200);
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/pause").status, 403);
  world.bearer = world.token("bob@example.com", "operator", {"operate"});
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 200) << "operate includes read";
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/pause").status, 200);
  const Answered refused = world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body.text_or("detail"), testing::HasSubstr("admin"));
}

TEST(Api, another_accounts_objects_are_not_there) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "failed", "");
  const std::string run = ids_of(world.get("/v1/runs"))[0];
  world.become_stranger();
  EXPECT_EQ(world.get("/v1/bindings/" + id).status, 404);
  EXPECT_EQ(world.get("/v1/runs/" + run).status, 404);
  EXPECT_EQ(world.post("/v1/runs/" + run + "/retry").status, 404);
  EXPECT_EQ(world.post("/v1/bindings/" + id + "/disconnect").status, 404);
  EXPECT_TRUE(ids_of(world.get("/v1/runs?binding=" + id)).empty());
  EXPECT_TRUE(ids_of(world.get("/v1/stores")).empty());
}

TEST(Api, an_idempotency_key_does_a_thing_once) {
  World world;
  const std::string body = R"({"magento_base_url":"https://shop.example.com","pairing_code":")" +
                           world.store.code + "\"}";
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  const Answered first = world.call("POST", "/v1/magento/connect", body, key);
  const Answered second = world.call("POST", "/v1/magento/connect", body, key);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(world.sent.size(), 1U);
  const Answered other = world.call("POST", "/v1/magento/connect", "{}", key);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.code(), "idempotency_mismatch");
  world.advance(25 * 3'600'000);
  EXPECT_EQ(world.call("POST", "/v1/magento/connect", "{}", key).status, 422);
}

TEST(Api, an_address_with_a_state_in_it_is_not_kept) {
  World world;
  const std::string route = "/v1/bindings/" + world.pair() + "/sage/authorize";
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  world.call("POST", route, "{}", key);
  EXPECT_TRUE(world.rows("SELECT 1 FROM idempotency").empty());
}

TEST(Api, one_token_makes_fifty_requests_a_second) {
  World world;
  world.now.boot = world.now.boot / 1000 * 1000 + 1000;
  int limited = 0;
  for (int i = 0; i < 55; ++i) {
    const Answered answered = world.get("/v1/me");
    if (answered.status == 429) ++limited;
  }
  EXPECT_EQ(limited, 5);
}

TEST(Api, runs_are_listed_newest_first_page_by_page_and_by_filter) {
  World world;
  const std::string id = world.connected();
  for (const char* status : {"failed", "succeeded", "failed"}) world.add_run(id, status, "");
  const std::vector<std::string> all = ids_of(world.get("/v1/runs"));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_GT(all[0], all[1]);
  const Answered page = world.get("/v1/runs?limit=2");
  EXPECT_THAT(ids_of(page), ElementsAre(all[0], all[1]));
  const std::string cursor = page.body.text_or("next_cursor");
  const Answered rest = world.get("/v1/runs?limit=2&cursor=" + cursor);
  EXPECT_THAT(ids_of(rest), ElementsAre(all[2]));
  EXPECT_TRUE(rest.body.find("next_cursor")->is_null());
  EXPECT_EQ(ids_of(world.get("/v1/runs?status=failed")).size(), 2U);
  EXPECT_EQ(ids_of(world.get("/v1/runs?status=failed&status=succeeded&binding=" + id)).size(), 3U);
  EXPECT_EQ(ids_of(world.get("/v1/runs?code=validation")).size(), 2U);
  EXPECT_EQ(ids_of(world.get("/v1/runs?event=invoice.paid")).size(), 0U);
  EXPECT_THAT(world.get("/v1/runs?limit=0&colour=red").refused(),
              ElementsAre("limit out_of_range", "colour unknown"));
}

TEST(Api, a_run_is_shown_with_its_attempts_and_error) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "failed", "");
  const std::string run = ids_of(world.get("/v1/runs"))[0];
  world.rows(
      "INSERT INTO attempt SELECT account_id, id, 1, 'fetch_invoice', '200', 'done', 'GET', "
      "'https://shop.example.com/x', 200, 'abc', 1, 2 FROM run");
  const json::Value body = world.get("/v1/runs/" + run).body;
  EXPECT_EQ(body.text_or("binding_id"), id);
  EXPECT_EQ(body.find("error")->text_or("code"), "validation");
  const json::Array& attempts = body.find("attempts")->array();
  ASSERT_EQ(attempts.size(), 1U);
  EXPECT_EQ(attempts[0].text_or("step"), "fetch_invoice");
  EXPECT_EQ(attempts[0].find("http")->find("status")->integer(), 200);
  EXPECT_TRUE(body.find("reported")->is_null());
}

TEST(Api, a_retry_opens_a_run_again_with_the_newest_policy) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "failed", "");
  const std::string run = ids_of(world.get("/v1/runs"))[0];
  const Answered answered = world.post("/v1/runs/" + run + "/retry");
  EXPECT_EQ(answered.status, 202) << answered.text;
  EXPECT_EQ(answered.body.find("policy_version")->integer(), 1);
  EXPECT_THAT(answered.body.text_or("actor"), testing::StartsWith("token tok_"));
  EXPECT_EQ(world.post("/v1/runs/" + run + "/retry", R"({"policy":"oldest"})").status, 422);
  world.post("/v1/bindings/" + id + "/disconnect");
  EXPECT_EQ(world.post("/v1/runs/" + run + "/retry").status, 409);
}

TEST(Api, is_well_and_shows_its_pages_without_anybody_signed_in) {
  World world;
  world.bearer.clear();
  EXPECT_EQ(world.get("/healthz").text, "ok\n");
  EXPECT_EQ(world.get("/readyz").text, "ready\n");
  for (const char* path : {"/dashboard?error=%3Cscript%3E", "/dashboard/bindings/bind_1/settings",
                           "/setup/x", "/invitation/x", "/reset/x", "/consent/x"}) {
    const Answered page = world.get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(page.text.find("<script>"), std::string::npos) << path;
    const std::string& policy = *http::find_header(page.headers, "Content-Security-Policy");
    EXPECT_THAT(policy, testing::StartsWith("default-src 'none'"));
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  }
  EXPECT_EQ(world.get("/assets/none.js").status, 404);
}

TEST(Api, serves_the_files_of_the_dashboard_to_be_kept_for_ever) {
  World world;
  world.bearer.clear();
  if (api::assets().empty()) GTEST_SKIP() << "this build has no dashboard";
  EXPECT_THAT(world.get("/dashboard").text, testing::HasSubstr("<base href=\"/\""));
  int scripts = 0;
  for (const api::Asset& asset : api::assets()) {
    if (!asset.name.starts_with("assets/")) continue;
    const Answered answered = world.get("/" + std::string(asset.name));
    EXPECT_EQ(answered.status, 200) << asset.name;
    EXPECT_EQ(answered.text, asset.bytes.text) << asset.name;
    EXPECT_THAT(*http::find_header(answered.headers, "Cache-Control"),
                testing::HasSubstr("immutable"));
    scripts += asset.name.ends_with(".js") ? 1 : 0;
  }
  EXPECT_GT(scripts, 1);
}

TEST(Api, puts_the_path_of_its_public_address_into_its_documents) {
  const http::Response page = api::document("index.html", "https://example.com/ledger\"", "'none'");
  if (api::assets().empty()) GTEST_SKIP() << "this build has no dashboard";
  EXPECT_THAT(page.body, testing::HasSubstr("<base href=\"/ledger&quot;/\""));
}

TEST(Cli, makes_the_host_account_with_the_first_user_only) {
  World world;
  world.token("second@example.com", "viewer", {"read"});
  EXPECT_EQ(world.rows("SELECT 1 FROM account").size(), 1U);
  auto again = std::make_shared<api::UserCreate>();
  again->email = "Second@Example.com";
  again->role = "viewer";
  EXPECT_EQ(world.command(api::user_create_command, again).status, 409);
  again->email = "third@example.com";
  again->role = "emperor";
  EXPECT_EQ(world.command(api::user_create_command, again).status, 422);
  auto token = std::make_shared<api::TokenCreate>();
  token->email = "nobody@example.com";
  token->scopes = {"read"};
  EXPECT_EQ(world.command(api::token_create_command, token).status, 404);
  token->email = "second@example.com";
  token->scopes = {"rule"};
  EXPECT_EQ(world.command(api::token_create_command, token).status, 422);
}

}  // namespace
}  // namespace byte8::tests
