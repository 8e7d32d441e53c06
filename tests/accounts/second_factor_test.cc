// The second factor, a forgotten password and the mail that carries links (F121).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/totp.h"
#include "api/cli.h"
#include "tests/accounts/world.h"

namespace byte8::tests::people {
namespace {

using testing::HasSubstr;

// What an authenticator app does with the secret as text.
std::string from_base32(const std::string& text) {
  std::string bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char letter : text) {
    const int value = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
    buffer = (buffer << 5) | static_cast<std::uint32_t>(value);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>((buffer >> bits) & 255U));
  }
  return bytes;
}

class SecondFactor : public testing::Test {
 protected:
  SecondFactor() : browser(founder(world)) {
    const Answered offered = browser.post("/v1/me/totp");
    secret = from_base32(offered.body.text_or("secret"));
    EXPECT_THAT(offered.body.text_or("uri"),
                testing::StartsWith("otpauth://totp/Byte8%20Ledger:ada%40example.com?secret="));
  }

  std::string code(int steps_from_now = 0) {
    return accounts::totp_code(secret, accounts::totp_step_at(world.now.wall) + steps_from_now);
  }

  std::vector<std::string> enrol() {
    const Answered confirmed = browser.post("/v1/me/totp/confirm", R"({"code":")" + code() + "\"}");
    EXPECT_EQ(confirmed.status, 200) << confirmed.text;
    std::vector<std::string> codes;
    for (const json::Value& one : confirmed.body.find("recovery_codes")->array()) {
      codes.push_back(one.string());
    }
    world.advance(30'000);
    return codes;
  }

  Answered sign_in(const std::string& with) {
    Browser other(world);
    return other.sign_in("ada@example.com", good_password, with);
  }

  World world;
  Browser browser;
  std::string secret;
};

TEST_F(SecondFactor, is_asked_for_only_once_it_was_confirmed) {
  EXPECT_EQ(sign_in("").status, 204);
  EXPECT_EQ(browser.post("/v1/me/totp/confirm", R"({"code":"000000"})").status, 422);
  EXPECT_EQ(sign_in("").status, 204);
  enrol();
  const Answered asked = sign_in("");
  EXPECT_EQ(asked.status, 401);
  EXPECT_EQ(asked.code(), "totp_required");
  EXPECT_EQ(sign_in(code()).status, 204);
}

TEST_F(SecondFactor, is_told_of_only_after_a_right_password) {
  enrol();
  Browser other(world);
  EXPECT_EQ(other.sign_in("ada@example.com", "wrong password").code(), "unauthenticated");
  EXPECT_EQ(other.sign_in("ada@example.com", "wrong password", code()).code(), "unauthenticated");
  EXPECT_EQ(sign_in("").code(), "totp_required");
}

TEST_F(SecondFactor, takes_each_code_once) {
  enrol();
  const std::string now = code();
  EXPECT_EQ(sign_in(now).status, 204);
  const Answered replayed = sign_in(now);
  EXPECT_EQ(replayed.status, 401);
  EXPECT_EQ(replayed.code(), "unauthenticated");
  EXPECT_EQ(sign_in(code(-1)).status, 401) << "nor one that came before it";
  world.advance(30'000);
  EXPECT_EQ(sign_in(code()).status, 204);
}

TEST_F(SecondFactor, does_not_take_the_code_of_the_enrolment_again) {
  const std::string used = code();
  browser.post("/v1/me/totp/confirm", R"({"code":")" + used + "\"}");
  EXPECT_EQ(sign_in(used).status, 401);
}

TEST_F(SecondFactor, forgives_clocks_that_differ_by_one_step) {
  enrol();
  world.advance(300'000);
  EXPECT_EQ(sign_in(code(-2)).status, 401);
  EXPECT_EQ(sign_in(code(2)).status, 401);
  EXPECT_EQ(sign_in(code(-1)).status, 204);
  EXPECT_EQ(sign_in(code(1)).status, 204);
}

TEST_F(SecondFactor, counts_wrong_codes_like_wrong_passwords) {
  enrol();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in("000000").status, 401);
  EXPECT_EQ(sign_in(code()).status, 429);
}

TEST_F(SecondFactor, has_ten_recovery_codes_that_work_once_each) {
  const std::vector<std::string> codes = enrol();
  ASSERT_EQ(codes.size(), 10U);
  EXPECT_EQ(sign_in(codes[3]).status, 204);
  EXPECT_EQ(sign_in(codes[3]).status, 401);
  std::string typed = codes[4];
  for (char& letter : typed) letter = static_cast<char>(std::tolower(letter));
  std::erase(typed, '-');
  EXPECT_EQ(sign_in(typed).status, 204);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM recovery_code"), 8);
  EXPECT_TRUE(
      world.rows("SELECT 1 FROM recovery_code WHERE code_hash = '" + codes[0] + "'").empty());
}

TEST_F(SecondFactor, is_sealed_in_the_database_and_can_be_removed) {
  enrol();
  const port::Row row = world.rows("SELECT sealed_totp, pending_totp FROM \"user\"")[0];
  EXPECT_EQ(row.blob(0).find(secret), std::string::npos);
  EXPECT_TRUE(row.null(1));
  EXPECT_EQ(browser.call("DELETE", "/v1/me/totp", "").status, 204);
  EXPECT_EQ(sign_in("").status, 204);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM recovery_code"), 0);
}

// ---- a forgotten password ------------------------------------------------------------------

std::string link_in(const port::Mail& mail) {
  const std::size_t at = mail.text.find("https://");
  return mail.text.substr(at, mail.text.find('\n', at) - at);
}

TEST(Reset, is_mailed_and_works_once_within_the_hour) {
  World world(true);
  Browser browser = founder(world);
  const std::string body = R"({"email":"Ada@example.com"})";
  EXPECT_EQ(world.call("POST", "/v1/password-resets", body).status, 202);
  ASSERT_EQ(world.post->sent.size(), 1U);
  EXPECT_EQ(world.post->sent[0].to, "ada@example.com");
  const std::string target = "/v1/password-resets/" + World::token_of(link_in(world.post->sent[0]));
  EXPECT_EQ(world.call("PUT", target, R"({"password":"short"})").status, 422);
  EXPECT_EQ(world.call("PUT", target, R"({"password":"a brand new one"})").status, 204);
  EXPECT_EQ(browser.get("/v1/me").status, 401) << "all sessions end";
  EXPECT_EQ(world.call("PUT", target, R"({"password":"another new one"})").status, 404);
  EXPECT_EQ(browser.sign_in("ada@example.com", "a brand new one").status, 204);
}

TEST(Reset, is_too_old_after_an_hour) {
  World world(true);
  founder(world);
  world.call("POST", "/v1/password-resets", R"({"email":"ada@example.com"})");
  world.advance(3'600'001);
  const std::string target =
      "/v1/password-resets/" + World::token_of(link_in(world.post->sent.at(0)));
  EXPECT_EQ(world.call("PUT", target, R"({"password":"a brand new one"})").status, 404);
}

TEST(Reset, answers_the_same_for_an_unknown_email_and_fills_no_mailbox) {
  World world(true);
  founder(world);
  const std::string known = R"({"email":"ada@example.com"})";
  const std::string look = world.call("POST", "/v1/password-resets", known).look();
  EXPECT_EQ(world.call("POST", "/v1/password-resets", R"({"email":"x@example.com"})").look(), look);
  for (int i = 0; i < 5; ++i) world.call("POST", "/v1/password-resets", known);
  EXPECT_EQ(world.post->sent.size(), 3U);
}

TEST(Reset, keeps_the_second_factor) {
  World world(true);
  Browser browser = founder(world);
  const std::string secret = from_base32(browser.post("/v1/me/totp").body.text_or("secret"));
  const std::string code = accounts::totp_code(secret, accounts::totp_step_at(world.now.wall));
  browser.post("/v1/me/totp/confirm", R"({"code":")" + code + "\"}");
  world.call("POST", "/v1/password-resets", R"({"email":"ada@example.com"})");
  world.call("PUT", "/v1/password-resets/" + World::token_of(link_in(world.post->sent.at(0))),
             R"({"password":"a brand new one"})");
  EXPECT_EQ(browser.sign_in("ada@example.com", "a brand new one").code(), "totp_required");
}

TEST(Reset, is_printed_for_the_operator_where_there_is_no_mail) {
  World world;
  founder(world);
  EXPECT_EQ(world.call("POST", "/v1/password-resets", R"({"email":"ada@example.com"})").status,
            202);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM mail"), 0);
  auto forgotten = std::make_shared<api::ResetPassword>();
  forgotten->email = "ada@example.com";
  const Answered printed = world.command(api::reset_password_command, forgotten);
  ASSERT_EQ(printed.status, 201);
  const std::string target = "/v1/password-resets/" + World::token_of(printed.body.text_or("url"));
  EXPECT_EQ(world.call("PUT", target, R"({"password":"a brand new one"})").status, 204);
  forgotten->email = "x@example.com";
  EXPECT_EQ(world.command(api::reset_password_command, forgotten).status, 404);
}

// ---- mail --------------------------------------------------------------------------------------

TEST(Mail, that_could_not_be_sent_is_tried_again_and_survives_a_restart) {
  World world(true);
  Browser owner = founder(world);
  world.post->failures = 2;
  owner.post("/v1/users", R"({"email":"bob@example.com","role":"viewer"})");
  EXPECT_TRUE(world.post->sent.empty());
  const port::Row row = world.rows("SELECT sealed_mail, tries FROM mail").at(0);
  EXPECT_EQ(row.blob(0).find("bob@example.com"), std::string::npos);
  EXPECT_EQ(row.integer(1), 1);
  world.restart();
  world.advance(60'000);
  EXPECT_EQ(world.count("SELECT tries FROM mail"), 2);
  for (int i = 0; i < 6; ++i) world.advance(60'000);
  ASSERT_EQ(world.post->sent.size(), 1U);
  EXPECT_THAT(world.post->sent[0].text, HasSubstr("/invitation/"));
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM mail"), 0);
}

TEST(Mail, that_the_server_never_takes_is_given_up_and_holds_nothing_up) {
  World world(true);
  Browser owner = founder(world);
  world.post->hopeless = true;
  owner.post("/v1/users", R"({"email":"bob@example.com","role":"viewer"})");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM mail"), 0);
  world.post->hopeless = false;
  owner.post("/v1/users", R"({"email":"cy@example.com","role":"viewer"})");
  EXPECT_EQ(world.post->sent.size(), 1U);
}

}  // namespace
}  // namespace byte8::tests::people
