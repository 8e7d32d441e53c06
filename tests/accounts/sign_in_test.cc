// Signing in, sessions and what protects them (F121).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/sessions.h"
#include "accounts/throttle.h"
#include "api/cli.h"
#include "tests/accounts/world.h"

namespace byte8::tests::people {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(SignIn, gives_a_cookie_that_scripts_cannot_read_and_other_sites_cannot_send) {
  World world;
  founder(world);
  Browser browser(world);
  const Answered answered = browser.sign_in(" Ada@Example.com ", good_password);
  ASSERT_EQ(answered.status, 204) << answered.text;
  const std::string set = answered.header("Set-Cookie");
  EXPECT_THAT(set, HasSubstr("; HttpOnly"));
  EXPECT_THAT(set, HasSubstr("; Secure"));
  EXPECT_THAT(set, HasSubstr("; SameSite=Lax"));
  EXPECT_THAT(set, HasSubstr("; Path=/"));
  EXPECT_GE(browser.cookie.size(), 43U) << "32 bytes of chance";
  const Answered me = browser.get("/v1/me");
  EXPECT_EQ(me.body.find("user")->text_or("email"), "ada@example.com");
  EXPECT_EQ(me.body.text_or("role"), "owner");
  EXPECT_TRUE(
      world.rows("SELECT 1 FROM session WHERE token_hash = '" + browser.cookie + "'").empty())
      << "the cookie's value is not in the database";
}

TEST(SignIn, leaves_secure_out_only_where_the_installation_is_plain_http) {
  World world(false, "http://127.0.0.1:8460");
  founder(world);
  Browser browser(world);
  EXPECT_THAT(browser.sign_in("ada@example.com", good_password).header("Set-Cookie"),
              Not(HasSubstr("Secure")));
}

// F121: wrong e-mail, password and code look and last alike.
TEST(SignIn, says_the_same_whatever_was_wrong_after_the_same_work) {
  World world;
  founder(world);
  auto without = std::make_shared<api::UserCreate>();
  without->email = "script@example.com";
  without->role = "viewer";
  ASSERT_EQ(world.command(api::user_create_command, without).status, 201);
  Browser browser(world);
  world.hashed = 0;
  const Answered wrong = browser.sign_in("ada@example.com", "not the password");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.code(), "unauthenticated");
  const std::string look = wrong.look();
  EXPECT_EQ(browser.sign_in("nobody@example.com", good_password).look(), look);
  EXPECT_EQ(browser.sign_in("script@example.com", good_password).look(), look);
  EXPECT_EQ(browser.sign_in("no address at all", good_password).look(), look);
  EXPECT_EQ(world.hashed, 4) << "each costs one comparison";
}

TEST(SignIn, makes_a_new_session_each_time_so_that_none_can_be_prepared) {
  World world;
  Browser victim = founder(world);
  const std::string before = victim.cookie;
  // Fixation: the attacker's value is in the victim's browser when the victim signs in.
  Browser fixed(world);
  fixed.cookie = "chosen-by-the-attacker";
  ASSERT_EQ(fixed.sign_in("ada@example.com", good_password).status, 204);
  EXPECT_NE(fixed.cookie, "chosen-by-the-attacker");
  Browser attacker(world);
  attacker.cookie = "chosen-by-the-attacker";
  EXPECT_EQ(attacker.get("/v1/me").status, 401);
  // And the session that a browser had ends when it signs in anew.
  ASSERT_EQ(victim.sign_in("ada@example.com", good_password).status, 204);
  EXPECT_NE(victim.cookie, before);
  Browser old(world);
  old.cookie = before;
  EXPECT_EQ(old.get("/v1/me").status, 401);
}

TEST(SignIn, takes_no_cookie_that_it_did_not_make) {
  World world;
  Browser good = founder(world);
  const port::Row row = world.rows("SELECT token_hash FROM session")[0];
  for (const std::string& forged :
       {std::string("x"), row.text(0), good.cookie + "x", good.cookie.substr(1)}) {
    Browser browser(world);
    browser.cookie = forged;
    const Answered answered = browser.get("/v1/me");
    EXPECT_EQ(answered.status, 401) << forged;
    EXPECT_EQ(answered.code(), "unauthenticated");
  }
}

TEST(Csrf, is_demanded_of_every_request_that_may_change_something) {
  World world;
  Browser browser = founder(world);
  Browser other(world);
  other.sign_in("ada@example.com", good_password);
  const std::string own = browser.csrf;
  for (const std::string& sent : {std::string(), std::string("x"), other.csrf}) {
    browser.csrf = sent;
    for (const auto& [method, target] :
         std::vector<std::pair<std::string, std::string>>{{"PATCH", "/v1/me"},
                                                          {"PUT", "/v1/me/password"},
                                                          {"POST", "/v1/users"},
                                                          {"POST", "/v1/tokens"},
                                                          {"POST", "/v1/magento/connect"},
                                                          {"DELETE", "/v1/session"}}) {
      const Answered answered = browser.call(method, target, "{}");
      EXPECT_EQ(answered.status, 403) << method << " " << target;
      EXPECT_EQ(answered.code(), "forbidden");
    }
  }
  EXPECT_EQ(browser.get("/v1/users").status, 200) << "reading needs none";
  browser.csrf = own;
  EXPECT_EQ(browser.call("PATCH", "/v1/me", R"({"theme":"dark"})").status, 200);
}

TEST(Csrf, lets_no_other_site_sign_a_browser_in) {
  World world;
  founder(world);
  Browser browser(world);
  const std::string body =
      R"({"email":"ada@example.com","password":")" + std::string(good_password) + "\"}";
  const http::Headers foreign = {{"Sec-Fetch-Site", "cross-site"}};
  EXPECT_EQ(browser.call("POST", "/v1/session", body, foreign).status, 403);
  const http::Headers own = {{"Sec-Fetch-Site", "same-origin"}};
  EXPECT_EQ(browser.call("POST", "/v1/session", body, own).status, 204);
}

TEST(Throttle, stops_after_ten_wrong_passwords_of_one_email_for_five_minutes) {
  World world;
  founder(world);
  Browser browser(world);
  for (int i = 0; i < 10; ++i) {
    world.address = "192.0.2." + std::to_string(i + 1);
    EXPECT_EQ(browser.sign_in("ada@example.com", "wrong password").status, 401) << i;
  }
  world.address = "192.0.2.99";
  world.hashed = 0;
  const Answered limited = browser.sign_in("ada@example.com", good_password);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.code(), "rate_limited");
  const int wait = std::stoi(limited.header("Retry-After"));
  EXPECT_GT(wait, 290);
  EXPECT_LE(wait, 300);
  EXPECT_EQ(world.hashed, 0) << "a flood costs no hashing";
  EXPECT_EQ(browser.sign_in("nobody@example.com", "wrong password").status, 401);
  world.advance(Millis{wait} * 1000);
  EXPECT_EQ(browser.sign_in("ada@example.com", "wrong password").status, 401);
  EXPECT_EQ(browser.sign_in("ada@example.com", good_password).status, 204);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM sign_in_failure WHERE subject LIKE 'email:%'"), 0)
      << "what was wrong before with this e-mail is forgotten";
}

TEST(Throttle, treats_unknown_emails_like_known_ones) {
  World world;
  Browser browser(world);
  for (int i = 0; i < 10; ++i) browser.sign_in("nobody@example.com", "wrong password");
  EXPECT_EQ(browser.sign_in("nobody@example.com", "wrong password").status, 429);
}

TEST(Throttle, stops_after_fifty_wrong_passwords_from_one_address) {
  World world;
  founder(world);
  Browser browser(world);
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(browser.sign_in("u" + std::to_string(i) + "@example.com", "wrong one").status, 401);
  }
  EXPECT_EQ(browser.sign_in("ada@example.com", good_password).status, 429);
  world.address = "198.51.100.7";
  EXPECT_EQ(browser.sign_in("ada@example.com", good_password).status, 204);
}

TEST(Throttle, counts_tries_that_are_under_way) {
  World world;
  founder(world);
  world.hold_errands = true;
  Browser browser(world);
  int limited = 0;
  for (int i = 0; i < 15; ++i) {
    if (browser.sign_in("ada@example.com", "wrong password").status == 429) ++limited;
  }
  EXPECT_EQ(limited, 5);
}

TEST(OffCore, is_refused_when_too_much_waits_for_it) {
  World world;
  world.hold_errands = true;
  Browser browser(world);
  int refused = 0;
  for (int i = 0; i < 70; ++i) {
    world.address = "192.0.2." + std::to_string(i);
    const Answered answered =
        browser.sign_in("u" + std::to_string(i) + "@example.com", "wrong password");
    if (answered.status != 503) continue;
    ++refused;
    EXPECT_EQ(answered.header("Retry-After"), "1");
  }
  EXPECT_EQ(refused, 6);
  world.restart();
  world.hold_errands = false;
  EXPECT_EQ(browser.sign_in("u@example.com", "wrong password").status, 401) << "and is free again";
}

TEST(SignIn, that_meets_a_failed_commit_is_told_to_come_again) {
  World world;
  founder(world);
  world.hashed = 0;
  Browser browser(world);
  world.fail_next_commit();
  EXPECT_EQ(browser.sign_in("ada@example.com", good_password).status, 503);
  EXPECT_EQ(world.hashed, 0) << "what did not commit hands no work out";
  EXPECT_TRUE(browser.cookie.empty());
  EXPECT_EQ(browser.sign_in("ada@example.com", good_password).status, 204);
}

TEST(Sessions, end_after_a_week_of_silence_and_after_a_month) {
  World world;
  Browser browser = founder(world);
  for (int day = 0; day < 29; ++day) {
    world.advance(accounts::one_day);
    ASSERT_EQ(browser.get("/v1/me").status, 200) << day;
  }
  world.advance(accounts::one_day);
  EXPECT_EQ(browser.get("/v1/me").status, 401);
  Browser idle(world);
  idle.sign_in("ada@example.com", good_password);
  world.advance(accounts::session_idle);
  EXPECT_EQ(idle.get("/v1/me").status, 401);
}

TEST(Sessions, are_listed_and_ended_one_by_one) {
  World world;
  Browser first = founder(world);
  world.address = "198.51.100.7";
  Browser second(world);
  second.sign_in("ada@example.com", good_password);
  const Answered list = second.get("/v1/sessions");
  const json::Array& items = list.body.find("items")->array();
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].text_or("address"), "198.51.100.7");
  EXPECT_TRUE(items[0].find("current")->boolean());
  EXPECT_FALSE(items[1].find("current")->boolean());
  const std::string other = "/v1/sessions/" + items[1].text_or("id");
  EXPECT_EQ(second.call("DELETE", other, "").status, 204);
  EXPECT_EQ(first.get("/v1/me").status, 401);
  EXPECT_EQ(second.call("DELETE", other, "").status, 404);
}

TEST(Sessions, are_nobody_elses_to_see_or_end) {
  World world;
  Browser owner = founder(world);
  Browser guest = member(world, owner, "bob@example.com", "admin");
  const Answered list = owner.get("/v1/sessions");
  ASSERT_EQ(list.body.find("items")->array().size(), 1U);
  const std::string id = list.body.find("items")->array()[0].text_or("id");
  EXPECT_EQ(guest.call("DELETE", "/v1/sessions/" + id, "").status, 404);
  EXPECT_EQ(owner.get("/v1/me").status, 200);
}

TEST(SignOut, ends_the_session_everywhere_it_is_open) {
  World world;
  Browser browser = founder(world);
  Browser other_tab = browser;
  const Answered answered = browser.call("DELETE", "/v1/session", "");
  EXPECT_EQ(answered.status, 204);
  EXPECT_THAT(answered.header("Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(other_tab.get("/v1/me").status, 401);
}

TEST(Password, is_changed_by_who_knows_the_old_one_and_ends_the_other_sessions) {
  World world;
  Browser browser = founder(world);
  Browser other(world);
  other.sign_in("ada@example.com", good_password);
  const auto change = [&browser](const std::string& from, const std::string& to) {
    return browser.call("PUT", "/v1/me/password",
                        R"({"old":")" + from + R"(","new":")" + to + "\"}");
  };
  EXPECT_THAT(change("wrong password", "a new long password").refused(),
              ElementsAre("old not_right"));
  EXPECT_THAT(change(good_password, "too short").refused(), ElementsAre("new too_short"));
  EXPECT_EQ(change(good_password, "a new long password").status, 204);
  EXPECT_EQ(browser.get("/v1/me").status, 200);
  EXPECT_EQ(other.get("/v1/me").status, 401);
  EXPECT_EQ(other.sign_in("ada@example.com", good_password).status, 401);
  EXPECT_EQ(other.sign_in("ada@example.com", "a new long password").status, 204);
}

TEST(Password, is_never_kept_for_an_idempotency_key) {
  World world;
  Browser browser = founder(world);
  const http::Headers key = {{"Idempotency-Key", "k1"}};
  browser.call("PUT", "/v1/me/password",
               R"({"old":"correct horse battery","new":"a new long password"})", key);
  browser.call("POST", "/v1/session", R"({"email":"ada@example.com","password":"x"})", key);
  EXPECT_TRUE(world.rows("SELECT 1 FROM idempotency").empty());
}

TEST(Me, is_patched_field_by_field_and_only_by_a_person) {
  World world;
  Browser browser = founder(world);
  const Answered changed = browser.call(
      "PATCH", "/v1/me", R"({"name":"Ada L.","time_zone":"Europe/Paris","density":"compact"})");
  EXPECT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.body.find("user")->text_or("name"), "Ada L.");
  EXPECT_EQ(changed.body.find("user")->text_or("density"), "compact");
  EXPECT_EQ(changed.body.find("user")->text_or("theme"), "auto");
  EXPECT_THAT(browser
                  .call("PATCH", "/v1/me",
                        R"({"name":" ","time_zone":"Moon","theme":"pink","email":"x@y"})")
                  .refused(),
              ElementsAre("email unknown", "name too_long", "time_zone invalid_format",
                          "theme invalid_format"));
  const std::string token = world.api_token("ada@example.com", {"admin"});
  const http::Headers bearer = {{"Authorization", "Bearer " + token}};
  EXPECT_EQ(world.call("PATCH", "/v1/me", R"({"theme":"dark"})", bearer).status, 403);
  EXPECT_EQ(world.call("GET", "/v1/sessions", "", bearer).status, 403);
  const Answered me = world.call("GET", "/v1/me", "", bearer);
  EXPECT_TRUE(me.body.find("csrf_token")->is_null());
  EXPECT_EQ(me.body.find("user")->text_or("email"), "ada@example.com");
}

}  // namespace
}  // namespace byte8::tests::people
