// The first user, invitations, roles, accounts (F121).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/team.h"
#include "api/cli.h"
#include "tests/accounts/world.h"

namespace byte8::tests::people {
namespace {

using testing::ElementsAre;

const std::string founding = R"({"organisation":"Example","name":"Ada","email":"ada@example.com",)"
                             R"("password":"correct horse battery","time_zone":"Europe/London"})";

http::Headers bearer(const std::string& token) {
  return {{"Authorization", "Bearer " + token}};
}

std::string accept_target(const Answered& invited) {
  return "/v1/invitations/" + World::token_of(invited.body.text_or("invite_url"));
}

const std::string joining = R"({"name":"Bob","password":"correct horse battery"})";

TEST(Setup, makes_the_host_account_and_its_owner_once) {
  World world;
  const std::string target = "/v1/setup/" + world.setup_token();
  Browser browser(world);
  const Answered made = browser.post(target, founding);
  EXPECT_EQ(made.status, 201) << made.text;
  const Answered me = browser.get("/v1/me");
  EXPECT_EQ(me.body.text_or("role"), "owner");
  EXPECT_TRUE(me.body.find("account")->find("host")->boolean());
  EXPECT_EQ(Browser(world).post(target, founding).status, 404);
  EXPECT_EQ(world.command(api::setup_link_command, nullptr).status, 204);
}

TEST(Setup, has_a_link_that_dies_after_an_hour_or_by_a_newer_one_or_a_first_user) {
  World world;
  const std::string first = world.setup_token();
  const std::string second = world.setup_token();
  EXPECT_EQ(world.call("POST", "/v1/setup/" + first, founding).status, 404);
  world.advance(3'600'001);
  EXPECT_EQ(world.call("POST", "/v1/setup/" + second, founding).status, 404);
  const std::string third = world.setup_token();
  auto user = std::make_shared<api::UserCreate>();
  user->email = "eve@example.com";
  user->role = "owner";
  world.command(api::user_create_command, user);
  EXPECT_EQ(world.call("POST", "/v1/setup/" + third, founding).status, 404);
}

TEST(Setup, names_what_is_wrong_and_leaves_the_link_good) {
  World world;
  const std::string target = "/v1/setup/" + world.setup_token();
  EXPECT_THAT(
      world.call("POST", target, R"({"organisation":"x"})").refused(),
      ElementsAre("name required", "email required", "password required", "time_zone required"));
  std::string weak = founding;
  weak.replace(weak.find("correct horse battery"), 21, "short");
  EXPECT_THAT(world.call("POST", target, weak).refused(), ElementsAre("password too_short"));
  EXPECT_EQ(world.call("POST", target, founding).status, 201);
}

TEST(Setup, takes_one_of_two_at_the_same_moment) {
  World world;
  const std::string target = "/v1/setup/" + world.setup_token();
  world.hold_errands = true;
  world.call("POST", target, founding);
  std::string other = founding;
  other.replace(other.find("ada@"), 3, "eve");
  world.hold_errands = false;
  world.call("POST", target, other);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM \"user\""), 1);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM account"), 1);
}

TEST(Invitation, is_mailed_shown_and_works_once) {
  World world(true);
  Browser owner = founder(world);
  const Answered invited =
      owner.post("/v1/users", R"({"email":"Bob@Example.com","role":"operator"})");
  ASSERT_EQ(invited.status, 201) << invited.text;
  EXPECT_EQ(world.post->sent.size(), 1U);
  const std::string target = accept_target(invited);
  const Answered shown = world.call("GET", target, "");
  EXPECT_EQ(shown.body.text_or("account"), "Example Trading");
  EXPECT_EQ(shown.body.text_or("role"), "operator");
  EXPECT_EQ(shown.body.text_or("email"), "bob@example.com");
  Browser bob(world);
  EXPECT_EQ(bob.post(target, joining).status, 201);
  EXPECT_EQ(bob.get("/v1/me").body.text_or("role"), "operator");
  EXPECT_EQ(Browser(world).post(target, joining).status, 404);
  EXPECT_EQ(world.call("GET", target, "").status, 404);
}

TEST(Invitation, dies_after_a_week_by_a_newer_one_and_when_it_is_withdrawn) {
  World world;
  Browser owner = founder(world);
  const std::string body = R"({"email":"bob@example.com","role":"viewer"})";
  const std::string first = accept_target(owner.post("/v1/users", body));
  const Answered second = owner.post("/v1/users", body);
  EXPECT_EQ(world.call("POST", first, joining).status, 404);
  EXPECT_EQ(owner.call("DELETE", "/v1/users/" + second.body.text_or("id"), "").status, 204);
  EXPECT_EQ(world.call("POST", accept_target(second), joining).status, 404);
  const std::string third = accept_target(owner.post("/v1/users", body));
  world.advance(accounts::invitation_life);
  EXPECT_EQ(world.call("POST", third, joining).status, 404);
}

TEST(Invitation, is_no_way_into_somebody_elses_account) {
  World world;
  Browser owner = founder(world);
  auto made = std::make_shared<api::AccountCreate>();
  made->name = "Second";
  const std::string second = world.command(api::account_create_command, made).body.text_or("id");
  auto mallory = std::make_shared<api::UserCreate>();
  mallory->email = "mallory@example.com";
  mallory->role = "owner";
  mallory->account = second;
  mallory->password_hash = crypto::hash_password(good_password);
  ASSERT_EQ(world.command(api::user_create_command, mallory).status, 201);
  Browser attacker(world);
  attacker.sign_in("mallory@example.com", good_password);
  const Answered invited =
      attacker.post("/v1/users", R"({"email":"ada@example.com","role":"viewer"})");
  const std::string target = accept_target(invited);
  EXPECT_TRUE(world.call("GET", target, "").body.find("known")->boolean());
  const Answered stolen = Browser(world).post(target, R"({"name":"x","password":"mallory chose"})");
  EXPECT_EQ(stolen.status, 401) << "the password of a user who is known must be right";
  EXPECT_EQ(owner.sign_in("ada@example.com", good_password).status, 204);
  Browser ada(world);
  EXPECT_EQ(ada.post(target, joining).status, 201);
  EXPECT_EQ(ada.get("/v1/me").body.find("account")->text_or("name"), "Second");
  EXPECT_EQ(ada.get("/v1/accounts").body.find("items")->array().size(), 2U);
}

TEST(Roles, never_leave_an_account_without_an_owner) {
  World world;
  Browser owner = founder(world);
  const std::string self = "/v1/users/" + user_id(owner);
  EXPECT_EQ(owner.call("DELETE", self, "").code(), "conflict");
  EXPECT_EQ(owner.call("PATCH", self, R"({"role":"admin"})").status, 409);
  Browser second = member(world, owner, "bob@example.com", "owner");
  EXPECT_EQ(owner.call("PATCH", self, R"({"role":"admin"})").status, 200);
  EXPECT_EQ(second.call("DELETE", "/v1/users/" + user_id(second), "").status, 409);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM membership WHERE role = 'owner'"), 1);
}

TEST(Roles, of_owners_are_in_the_hands_of_owners) {
  World world;
  Browser owner = founder(world);
  Browser second = member(world, owner, "bob@example.com", "owner");
  Browser admin = member(world, owner, "cy@example.com", "admin");
  const std::string target = "/v1/users/" + user_id(second);
  EXPECT_EQ(admin.call("PATCH", target, R"({"role":"viewer"})").status, 403);
  EXPECT_EQ(admin.call("DELETE", target, "").status, 403);
  EXPECT_EQ(admin.post("/v1/users", R"({"email":"x@example.com","role":"owner"})").status, 403);
  EXPECT_EQ(admin.call("PATCH", "/v1/users/" + user_id(admin), R"({"role":"owner"})").status, 403);
  EXPECT_EQ(admin.post("/v1/users", R"({"email":"x@example.com","role":"admin"})").status, 201);
  EXPECT_EQ(owner.call("PATCH", target, R"({"role":"emperor"})").status, 422);
}

TEST(Roles, change_at_the_next_request) {
  World world;
  Browser owner = founder(world);
  Browser bob = member(world, owner, "bob@example.com", "admin");
  const std::string token = world.api_token("bob@example.com", {"admin"});
  const std::string invite = R"({"email":"x@example.com","role":"viewer"})";
  owner.call("PATCH", "/v1/users/" + user_id(bob), R"({"role":"viewer"})");
  EXPECT_EQ(bob.post("/v1/users", invite).status, 403);
  EXPECT_EQ(world.call("POST", "/v1/users", invite, bearer(token)).status, 403);
  EXPECT_EQ(world.call("GET", "/v1/users", "", bearer(token)).status, 200);
}

TEST(Removal, ends_sessions_and_tokens_for_good) {
  World world;
  Browser owner = founder(world);
  Browser bob = member(world, owner, "bob@example.com", "operator");
  const std::string token = world.api_token("bob@example.com", {"read"});
  ASSERT_EQ(world.call("GET", "/v1/me", "", bearer(token)).status, 200);
  EXPECT_EQ(owner.call("DELETE", "/v1/users/" + user_id(bob), "").status, 204);
  EXPECT_EQ(bob.get("/v1/me").status, 401);
  EXPECT_EQ(world.call("GET", "/v1/me", "", bearer(token)).status, 401);
  EXPECT_EQ(bob.sign_in("bob@example.com", good_password).status, 401);
  // Invited again, the old token stays dead.
  const Answered invited =
      owner.post("/v1/users", R"({"email":"bob@example.com","role":"viewer"})");
  EXPECT_EQ(bob.post(accept_target(invited), joining).status, 201);
  EXPECT_EQ(world.call("GET", "/v1/me", "", bearer(token)).status, 401);
}

TEST(Viewer, changes_nothing_but_their_own_ways) {
  World world;
  Browser owner = founder(world);
  Browser viewer = member(world, owner, "vi@example.com", "viewer");
  const std::string other = user_id(owner);
  for (const auto& [method, target] : std::vector<std::pair<std::string, std::string>>{
           {"POST", "/v1/users"},
           {"PATCH", "/v1/users/" + other},
           {"DELETE", "/v1/users/" + other},
           {"PATCH", "/v1/account"},
           {"POST", "/v1/tokens"},
           {"DELETE", "/v1/tokens/tok_0000000000000"},
           {"POST", "/v1/magento/connect"},
           {"POST", "/v1/runs/run_0000000000000/retry"},
           {"POST", "/v1/bindings/bind_0000000000000/pause"},
           {"POST", "/v1/bindings/bind_0000000000000/disconnect"}}) {
    EXPECT_EQ(viewer.call(method, target, "{}").status, 403) << method << " " << target;
  }
  for (const char* target : {"/v1/users", "/v1/account", "/v1/audit", "/v1/tokens", "/v1/runs"}) {
    EXPECT_EQ(viewer.get(target).status, 200) << target;
  }
  EXPECT_EQ(viewer.call("PATCH", "/v1/me", R"({"theme":"dark"})").status, 200);
}

// F121: another account's id is 404.
TEST(Strangers, find_nothing_of_another_account) {
  World world;
  Browser owner = founder(world);
  Browser bob = member(world, owner, "bob@example.com", "admin");
  const std::string invited =
      owner.post("/v1/users", R"({"email":"cy@example.com","role":"viewer"})").body.text_or("id");
  const std::string token =
      owner.post("/v1/tokens", R"({"name":"t","scopes":["read"]})").body.text_or("id");
  const Answered made = world.call("POST", "/v1/admin/accounts",
                                   R"({"name":"Other","owner_email":"eve@example.com"})",
                                   bearer(world.api_token("ada@example.com", {"admin"})));
  Browser eve(world);
  ASSERT_EQ(eve.post(accept_target(made), joining).status, 201);
  const std::string user = user_id(bob);
  EXPECT_EQ(eve.call("PATCH", "/v1/users/" + user, R"({"role":"viewer"})").status, 404);
  EXPECT_EQ(eve.call("DELETE", "/v1/users/" + user, "").status, 404);
  EXPECT_EQ(eve.call("DELETE", "/v1/users/" + invited, "").status, 404);
  EXPECT_EQ(eve.call("DELETE", "/v1/tokens/" + token, "").status, 404);
  const std::string account = owner.get("/v1/account").body.text_or("id");
  EXPECT_EQ(eve.post("/v1/session/account", R"({"account_id":")" + account + "\"}").status, 404);
  EXPECT_EQ(eve.get("/v1/users").body.find("items")->array().size(), 1U);
  EXPECT_EQ(eve.get("/v1/account").body.text_or("name"), "Other");
}

TEST(Accounts, are_switched_by_who_belongs_to_both) {
  World world;
  Browser owner = founder(world);
  const std::string host = owner.get("/v1/account").body.text_or("id");
  const Answered made = world.call("POST", "/v1/admin/accounts",
                                   R"({"name":"Other","owner_email":"ada@example.com"})",
                                   bearer(world.api_token("ada@example.com", {"admin"})));
  Browser both(world);
  ASSERT_EQ(both.post(accept_target(made), joining).status, 201);
  EXPECT_EQ(both.post("/v1/session/account", R"({"account_id":")" + host + "\"}").status, 204);
  EXPECT_EQ(both.get("/v1/account").body.text_or("id"), host);
  // And there the next sign-in leads.
  const std::string other = made.body.text_or("id");
  both.post("/v1/session/account", R"({"account_id":")" + other + "\"}");
  Browser next(world);
  next.sign_in("ada@example.com", good_password);
  EXPECT_EQ(next.get("/v1/account").body.text_or("id"), other);
}

TEST(Account, is_renamed_by_an_admin_with_a_trace) {
  World world;
  Browser owner = founder(world);
  const Answered changed =
      owner.call("PATCH", "/v1/account", R"({"name":"New name","time_zone":"Europe/Paris"})");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(owner.get("/v1/account").body.text_or("time_zone"), "Europe/Paris");
  EXPECT_EQ(owner.call("PATCH", "/v1/account", R"({"time_zone":"Moon"})").status, 422);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM audit WHERE action = 'account.changed'"), 1);
}

TEST(Users, are_listed_page_by_page_with_who_is_invited) {
  World world;
  Browser owner = founder(world);
  member(world, owner, "bob@example.com", "viewer");
  owner.post("/v1/users", R"({"email":"cy@example.com","role":"viewer"})");
  const auto emails = [](const Answered& answered) {
    std::vector<std::string> all;
    for (const json::Value& one : answered.body.find("items")->array()) {
      all.push_back(one.text_or("email") + " " + one.text_or("status"));
    }
    return all;
  };
  EXPECT_THAT(
      emails(owner.get("/v1/users")),
      ElementsAre("cy@example.com invited", "bob@example.com active", "ada@example.com active"));
  const Answered page = owner.get("/v1/users?limit=2");
  EXPECT_THAT(emails(page), ElementsAre("cy@example.com invited", "bob@example.com active"));
  EXPECT_THAT(emails(owner.get("/v1/users?limit=2&cursor=" + page.body.text_or("next_cursor"))),
              ElementsAre("ada@example.com active"));
}

TEST(Late, databases_make_no_difference_to_a_journey) {
  World world(true, "https://ledger.example.com", true);
  Browser owner = founder(world);
  Browser bob = member(world, owner, "bob@example.com", "admin");
  EXPECT_EQ(owner.sign_in("ada@example.com", "wrong password").status, 401);
  EXPECT_EQ(bob.sign_in("bob@example.com", good_password).status, 204);
  EXPECT_EQ(bob.post("/v1/tokens", R"({"name":"x","scopes":["admin"]})").status, 201);
  EXPECT_EQ(owner.call("PATCH", "/v1/users/" + user_id(bob), R"({"role":"viewer"})").status, 200);
  EXPECT_EQ(bob.post("/v1/tokens", R"({"name":"y","scopes":["read"]})").status, 403);
  EXPECT_EQ(owner.call("DELETE", "/v1/users/" + user_id(owner), "").status, 409);
  EXPECT_EQ(owner.call("PATCH", "/v1/me", R"({"theme":"dark"})").status, 200);
  world.call("POST", "/v1/password-resets", R"({"email":"bob@example.com"})");
  EXPECT_EQ(world.post->sent.size(), 2U);
  const Answered verified = owner.get("/v1/audit/verify");
  EXPECT_TRUE(verified.body.find("unbroken")->boolean());
  EXPECT_GT(verified.body.find("entries")->integer(), 7);
}

}  // namespace
}  // namespace byte8::tests::people
