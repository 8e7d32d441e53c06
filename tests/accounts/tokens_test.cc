// API tokens (F144), the audit trail (F143) and the operator's own routes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/cli.h"
#include "tests/accounts/world.h"

namespace byte8::tests::people {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

http::Headers bearer(const std::string& token) {
  return {{"Authorization", "Bearer " + token}};
}

TEST(Tokens, are_shown_once_also_to_who_repeats_the_request) {
  World world;
  Browser owner = founder(world);
  const std::string body = R"({"name":"nightly","scopes":["read","operate"]})";
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  const Answered made = owner.call("POST", "/v1/tokens", body, key);
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string token = made.body.text_or("token");
  EXPECT_THAT(token, StartsWith("b8_"));
  const Answered again = owner.call("POST", "/v1/tokens", body, key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body.text_or("id"), made.body.text_or("id"));
  EXPECT_TRUE(again.body.find("token")->is_null());
  EXPECT_EQ(owner.call("POST", "/v1/tokens", "{}", key).code(), "idempotency_mismatch");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM api_token"), 1);
  for (const port::Row& row : world.rows("SELECT answer FROM idempotency")) {
    EXPECT_EQ(row.text(0).find(token), std::string::npos);
  }
  EXPECT_EQ(world.call("GET", "/v1/me", "", bearer(token)).status, 200);
}

TEST(Tokens, never_may_more_than_who_made_them) {
  World world;
  Browser owner = founder(world);
  Browser operator_(member(world, owner, "op@example.com", "operator"));
  const Answered refused = operator_.post("/v1/tokens", R"({"name":"x","scopes":["admin"]})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(operator_.post("/v1/tokens", R"({"name":"x","scopes":["operate"]})").status, 201);
  const std::string limited = world.api_token("ada@example.com", {"operate"});
  EXPECT_EQ(world.call("POST", "/v1/tokens", R"({"name":"x","scopes":["admin"]})", bearer(limited))
                .status,
            403);
}

TEST(Tokens, name_what_is_wrong) {
  World world;
  Browser owner = founder(world);
  EXPECT_THAT(owner.post("/v1/tokens", R"({"scopes":["rule"],"expires_at":"2020-01-01T00:00:00Z"})")
                  .refused(),
              ElementsAre("name required", "scopes invalid_format", "expires_at out_of_range"));
  EXPECT_THAT(owner.post("/v1/tokens", R"({"name":"x","scopes":[]})").refused(),
              ElementsAre("scopes invalid_format"));
  EXPECT_THAT(owner.post("/v1/tokens", R"({"name":"x"})").refused(),
              ElementsAre("scopes required"));
}

TEST(Tokens, stop_when_they_expire_and_when_they_are_revoked) {
  World world;
  Browser owner = founder(world);
  const std::string until = utc_text(world.now.wall + 60'000);
  const Answered expiring =
      owner.post("/v1/tokens", R"({"name":"x","scopes":["read"],"expires_at":")" + until + "\"}");
  const Answered lasting = owner.post("/v1/tokens", R"({"name":"y","scopes":["read"]})");
  const http::Headers first = bearer(expiring.body.text_or("token"));
  const http::Headers second = bearer(lasting.body.text_or("token"));
  EXPECT_EQ(world.call("GET", "/v1/me", "", first).status, 200);
  world.advance(61'000);
  EXPECT_EQ(world.call("GET", "/v1/me", "", first).status, 401);
  EXPECT_EQ(world.call("GET", "/v1/me", "", second).status, 200);
  const std::string target = "/v1/tokens/" + lasting.body.text_or("id");
  EXPECT_EQ(owner.call("DELETE", target, "").status, 204);
  EXPECT_EQ(world.call("GET", "/v1/me", "", second).status, 401);
  EXPECT_EQ(owner.call("DELETE", target, "").status, 404);
}

TEST(Tokens, are_listed_to_admins_all_to_others_their_own) {
  World world;
  Browser owner = founder(world);
  Browser op = member(world, owner, "op@example.com", "operator");
  owner.post("/v1/tokens", R"({"name":"a","scopes":["read"]})");
  const Answered own = op.post("/v1/tokens", R"({"name":"b","scopes":["read"]})");
  const Answered mine = op.get("/v1/tokens");
  ASSERT_EQ(mine.body.find("items")->array().size(), 1U);
  EXPECT_EQ(mine.body.find("items")->array()[0].text_or("name"), "b");
  const Answered all = owner.get("/v1/tokens");
  ASSERT_EQ(all.body.find("items")->array().size(), 2U);
  EXPECT_EQ(all.text.find("token_hash"), std::string::npos);
  const std::string foreign = all.body.find("items")->array()[1].text_or("id");
  EXPECT_EQ(op.call("DELETE", "/v1/tokens/" + foreign, "").status, 404);
  EXPECT_EQ(owner.call("DELETE", "/v1/tokens/" + own.body.text_or("id"), "").status, 204);
}

TEST(Audit, tells_every_act_newest_first_by_filter) {
  World world;
  Browser owner = founder(world);
  member(world, owner, "bob@example.com", "viewer");
  const Answered all = owner.get("/v1/audit");
  std::vector<std::string> actions;
  for (const json::Value& one : all.body.find("items")->array()) {
    actions.push_back(one.text_or("action"));
  }
  EXPECT_THAT(actions,
              ElementsAre("user.joined", "user.invited", "user.created", "account.created"));
  const Answered some = owner.get("/v1/audit?action=user.invited&action=user.created&limit=1");
  ASSERT_EQ(some.body.find("items")->array().size(), 1U);
  EXPECT_EQ(some.body.find("items")->array()[0].text_or("action"), "user.invited");
  EXPECT_THAT(some.body.find("items")->array()[0].text_or("actor"), StartsWith("user user_"));
  const Answered rest = owner.get("/v1/audit?action=user.invited&action=user.created&cursor=" +
                                  some.body.text_or("next_cursor"));
  EXPECT_EQ(rest.body.find("items")->array()[0].text_or("action"), "user.created");
}

// F143: altering or removing one row is detected and located.
TEST(Audit, finds_the_entry_that_was_changed_or_removed) {
  World world;
  Browser owner = founder(world);
  for (int i = 0; i < 5; ++i) owner.post("/v1/tokens", R"({"name":"x","scopes":["read"]})");
  const Answered whole = owner.get("/v1/audit/verify");
  EXPECT_EQ(whole.body.find("entries")->integer(), 7);
  EXPECT_TRUE(whole.body.find("unbroken")->boolean());
  EXPECT_TRUE(whole.body.find("broken_at")->is_null());
  world.rows("UPDATE audit SET after_value = 'read admin' WHERE n = 4");
  const Answered altered = owner.get("/v1/audit/verify");
  EXPECT_FALSE(altered.body.find("unbroken")->boolean());
  EXPECT_EQ(altered.body.find("broken_at")->integer(), 4);
  world.rows("UPDATE audit SET after_value = 'read' WHERE n = 4");
  EXPECT_TRUE(owner.get("/v1/audit/verify").body.find("unbroken")->boolean());
  world.rows("DELETE FROM audit WHERE n = 3");
  EXPECT_EQ(owner.get("/v1/audit/verify").body.find("broken_at")->integer(), 3);
  const Answered told =
      world.command(api::audit_verify_command, std::make_shared<api::AuditVerify>());
  EXPECT_EQ(told.status, 409);
}

TEST(Audit, of_another_account_is_not_seen) {
  World world;
  Browser owner = founder(world);
  const Answered made = world.call("POST", "/v1/admin/accounts",
                                   R"({"name":"Other","owner_email":"eve@example.com"})",
                                   bearer(world.api_token("ada@example.com", {"admin"})));
  Browser eve(world);
  const std::string link = made.body.text_or("invite_url");
  eve.post("/v1/invitations/" + World::token_of(link),
           R"({"name":"Eve","password":"correct horse battery"})");
  const Answered seen = eve.get("/v1/audit");
  for (const json::Value& one : seen.body.find("items")->array()) {
    EXPECT_EQ(one.text_or("after").find("Example Trading"), std::string::npos);
  }
  EXPECT_EQ(seen.body.find("items")->array().size(), 3U);
}

TEST(Admin, makes_accounts_for_the_host_accounts_admin_tokens_and_nobody_else) {
  World world;
  Browser owner = founder(world);
  const std::string body = R"({"name":"Other","owner_email":"eve@example.com"})";
  const std::string target = "/v1/admin/accounts";
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  http::Headers admin = bearer(world.api_token("ada@example.com", {"admin"}));
  admin.push_back(key[0]);
  const Answered made = world.call("POST", target, body, admin);
  ASSERT_EQ(made.status, 201) << made.text;
  const Answered again = world.call("POST", target, body, admin);
  EXPECT_EQ(again.body.text_or("id"), made.body.text_or("id"));
  EXPECT_TRUE(again.body.find("invite_url")->is_null());
  Browser eve(world);
  eve.post("/v1/invitations/" + World::token_of(made.body.text_or("invite_url")),
           R"({"name":"Eve","password":"correct horse battery"})");
  EXPECT_EQ(eve.get("/v1/me").body.text_or("role"), "owner");
  const std::string foreign = world.api_token("eve@example.com", {"admin"});
  const std::string lesser = world.api_token("ada@example.com", {"operate"});
  EXPECT_EQ(world.call("POST", target, body, bearer(foreign)).status, 404);
  EXPECT_EQ(world.call("POST", target, body, bearer(lesser)).status, 404);
  EXPECT_EQ(world.call("POST", target, body).status, 404);
  EXPECT_EQ(owner.post(target, body).status, 404) << "sessions are no machines";
  EXPECT_EQ(owner.get(target).status, 404) << "not even how it is asked is told";
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM account"), 2);
}

}  // namespace
}  // namespace byte8::tests::people
