// Single sign-on: who gets in with what a provider says, and what does not pass for it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/oidc_provider.h"
#include "accounts/oidc_state.h"
#include "tests/accounts/oidc_world.h"

namespace byte8::tests::people {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Nobody got in, and the person is told so at the dashboard.
void expect_refused(OidcWorld& world, const Answered& answered, const std::string& part) {
  EXPECT_EQ(answered.status, 303);
  EXPECT_TRUE(
      answered.header("Location").starts_with("https://ledger.example.com/dashboard?error="))
      << answered.header("Location");
  EXPECT_THAT(words(answered), HasSubstr(part));
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM session"), 0);
}

// A whole sign-in in which the provider says something else than it should.
void expect_distrusted(OidcWorld& world) {
  Surfer surfer(world);
  expect_refused(world, surfer.sign_in(), "The answer of Entra cannot be trusted");
  EXPECT_THAT(world.provider.refused, IsEmpty());
  EXPECT_NE(surfer.me(), 200);
}

TEST(Oidc, lists_the_providers_with_the_address_that_begins) {
  OidcWorld world;
  Surfer surfer(world);
  EXPECT_EQ(surfer.get("/v1/oidc").text,
            R"({"items":[{"provider":"entra","name":"Entra",)"
            R"("start_url":"https://ledger.example.com/oidc/entra/start"}]})");
  EXPECT_EQ(surfer.get("/oidc/other/start").status, 404);
  EXPECT_EQ(surfer.get("/oidc/other/callback?code=1&state=2").status, 404);
  World without;
  EXPECT_EQ(Browser(without).get("/v1/oidc").text, R"({"items":[]})");
}

TEST(Oidc, sends_the_browser_out_with_state_nonce_and_pkce) {
  OidcWorld world;
  Surfer surfer(world);
  const Answered out = surfer.start();
  EXPECT_EQ(out.status, 303);
  const std::string url = out.header("Location");
  EXPECT_TRUE(url.starts_with("https://id.example.com/tenant/authorize?p=signin&")) << url;
  EXPECT_EQ(parameter(url, "response_type"), "code");
  EXPECT_EQ(parameter(url, "client_id"), "us here");
  EXPECT_EQ(parameter(url, "redirect_uri"), "https://ledger.example.com/oidc/entra/callback");
  EXPECT_EQ(parameter(url, "scope"), "openid email profile");
  EXPECT_EQ(parameter(url, "code_challenge_method"), "S256");
  EXPECT_EQ(parameter(url, "code_challenge").size(), 43U);
  EXPECT_EQ(parameter(url, "state").size(), 43U);
  EXPECT_EQ(parameter(url, "nonce").size(), 43U);
  EXPECT_THAT(out.header("Set-Cookie"), AllOf(HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Lax"),
                                              HasSubstr("; Secure"), HasSubstr("; Max-Age=600")));
  // Nothing that is handed out is in the database as it is.
  const port::Row row =
      world.rows("SELECT state_hash, browser_hash, nonce_hash FROM oidc_state")[0];
  EXPECT_EQ(row.text(0), crypto::sha256_hex(parameter(url, "state")));
  EXPECT_EQ(row.text(1), crypto::sha256_hex(surfer.cookies.at("b8_oidc")));
  EXPECT_EQ(row.text(2), crypto::sha256_hex(parameter(url, "nonce")));
}

TEST(Oidc, lets_somebody_in_whom_we_know_by_a_verified_email) {
  OidcWorld world;
  // A second factor of ours is not asked for.
  world.rows("UPDATE \"user\" SET sealed_totp = x'00'");
  Surfer surfer(world);
  const Answered in = surfer.sign_in();
  EXPECT_THAT(world.provider.refused, IsEmpty());
  ASSERT_EQ(in.status, 303);
  EXPECT_EQ(in.header("Location"), "https://ledger.example.com/dashboard");
  EXPECT_EQ(in.header("Referrer-Policy"), "no-referrer");
  EXPECT_THAT(in.header("Set-Cookie"), AllOf(HasSubstr("b8_session="), HasSubstr("; HttpOnly"),
                                             HasSubstr("; SameSite=Lax"), HasSubstr("; Secure")));
  EXPECT_FALSE(surfer.cookies.contains("b8_oidc")) << "it was for once";
  const Answered me = surfer.get("/v1/me");
  EXPECT_EQ(me.body.find("user")->text_or("email"), "ada@example.com");
  EXPECT_EQ(me.body.text_or("role"), "owner");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM oidc_state"), 0);
  EXPECT_EQ(world.rows("SELECT after_value FROM audit WHERE action = 'user.signed_in'")[0].text(0),
            "192.0.2.1 with entra");
}

TEST(Oidc, ends_the_session_that_the_browser_had) {
  OidcWorld world;
  Surfer surfer(world);
  surfer.sign_in();
  const std::string before = surfer.cookies.at("b8_session");
  surfer.sign_in();
  EXPECT_NE(surfer.cookies.at("b8_session"), before);
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM session"), 1);
}

TEST(Oidc, asks_the_provider_about_itself_and_its_keys_once_an_hour) {
  OidcWorld world;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(words(Surfer(world).sign_in()), "");
  const std::string base = "GET https://id.example.com/tenant";
  const auto times = [&world, &base](const std::string& path) {
    return std::ranges::count(world.provider.asked, base + path);
  };
  EXPECT_EQ(times("/.well-known/openid-configuration"), 1);
  EXPECT_EQ(times("/keys"), 1);
  world.advance(60 * 60'000);
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  EXPECT_EQ(times("/.well-known/openid-configuration"), 2);
  EXPECT_EQ(times("/keys"), 2);
}

TEST(Oidc, reads_the_keys_once_more_for_a_key_that_is_new) {
  OidcWorld world;
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  world.provider.key = SigningKey::ec();
  world.provider.kid = "second";
  world.provider.alg = "ES256";
  world.provider.asked.clear();
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM session"), 2);
  // And only once: a key that is not there stays unknown.
  world.provider.bend_header = [](json::Value& header) { header.set("kid", "third"); };
  world.provider.asked.clear();
  EXPECT_THAT(words(Surfer(world).sign_in()), HasSubstr("cannot be trusted"));
  EXPECT_THAT(world.provider.asked, ElementsAre("POST https://id.example.com/tenant/token",
                                                "GET https://id.example.com/tenant/keys"));
}

TEST(Oidc, gives_the_secret_in_the_body_where_the_provider_takes_it_only_there) {
  OidcWorld world;
  world.provider.bend_discovery = [](json::Value& body) {
    body.set("token_endpoint_auth_methods_supported", json::Array{"client_secret_post"});
  };
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  EXPECT_THAT(world.provider.refused, IsEmpty());
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM session"), 1);
}

TEST(OidcState, that_was_forged_asks_nothing_of_the_provider) {
  OidcWorld world;
  Surfer surfer(world);
  const std::string url = surfer.start().header("Location");
  world.provider.approve(url);
  world.provider.asked.clear();
  expect_refused(world, surfer.come_back("code=1&state=forged"), "Start again");
  expect_refused(world, surfer.come_back("code=1"), "Start again");
  EXPECT_THAT(world.provider.asked, IsEmpty());
}

TEST(OidcState, works_once) {
  OidcWorld world;
  Surfer surfer(world);
  const std::string url = surfer.start().header("Location");
  const std::string own = surfer.cookies.at("b8_oidc");
  EXPECT_EQ(words(surfer.come_back(world.provider.approve(url))), "");
  world.rows("DELETE FROM session");
  surfer.cookies["b8_oidc"] = own;
  expect_refused(world, surfer.come_back(world.provider.approve(url)), "Start again");
}

TEST(OidcState, is_of_the_browser_that_began) {
  OidcWorld world;
  Surfer attacker(world);
  const std::string back = world.provider.approve(attacker.start().header("Location"));
  // The attacker's way back, put into the victim's browser, would sign it in as the attacker.
  Surfer victim(world);
  expect_refused(world, victim.come_back(back), "in another browser");
  Surfer busy(world);
  busy.start();
  const std::string again = world.provider.approve(attacker.start().header("Location"));
  expect_refused(world, busy.come_back(again), "in another browser");
}

TEST(OidcState, lives_ten_minutes) {
  OidcWorld world;
  Surfer surfer(world);
  surfer.start();
  const std::string url = surfer.start().header("Location");
  world.advance(accounts::oidc_state_life);
  expect_refused(world, surfer.come_back(world.provider.approve(url)), "too long ago");
  surfer.start();
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM oidc_state"), 1)
      << "the one that nobody came back with is swept";
}

TEST(OidcState, is_not_kept_without_end_for_a_flood) {
  OidcWorld world;
  world.rows(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
      "INSERT INTO oidc_state SELECT 'x' || i, 'entra', '', '', x'00', 9000000000000 FROM n");
  Surfer surfer(world);
  expect_refused(world, surfer.start(), "Too many");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM oidc_state"), accounts::oidc_states_max);
}

struct Bent {
  const char* what;
  std::function<void(json::Value&, std::int64_t now)> how;
};

TEST(IdToken, with_a_wrong_claim_lets_nobody_in) {
  OidcWorld world;
  const Bent all[] = {
      {"nonce", [](json::Value& c, std::int64_t) { c.set("nonce", "other"); }},
      {"no nonce", [](json::Value& c, std::int64_t) { c.set("nonce", nullptr); }},
      {"aud", [](json::Value& c, std::int64_t) { c.set("aud", "somebody else"); }},
      {"no aud", [](json::Value& c, std::int64_t) { c.set("aud", nullptr); }},
      {"two aud",
       [](json::Value& c, std::int64_t) { c.set("aud", json::Array{"us here", "others"}); }},
      {"azp", [](json::Value& c, std::int64_t) { c.set("azp", "somebody else"); }},
      {"iss", [](json::Value& c, std::int64_t) { c.set("iss", "https://id.example.com/other"); }},
      {"iss with a slash",
       [](json::Value& c, std::int64_t) { c.set("iss", std::string(FakeProvider::issuer) + "/"); }},
      {"exp", [](json::Value& c, std::int64_t now) { c.set("exp", now - 121); }},
      {"no exp", [](json::Value& c, std::int64_t) { c.set("exp", nullptr); }},
      {"exp as text", [](json::Value& c, std::int64_t) { c.set("exp", "9999999999"); }},
      {"iat to come", [](json::Value& c, std::int64_t now) { c.set("iat", now + 200); }},
      {"iat long ago", [](json::Value& c, std::int64_t now) { c.set("iat", now - 3'600); }},
      {"no iat", [](json::Value& c, std::int64_t) { c.set("iat", nullptr); }},
      {"nbf", [](json::Value& c, std::int64_t now) { c.set("nbf", now + 200); }}};
  for (const Bent& one : all) {
    SCOPED_TRACE(one.what);
    world.provider.bend_claims = [&world, &one](json::Value& claims) {
      one.how(claims, world.now.unix_seconds());
    };
    expect_distrusted(world);
  }
  world.provider.bend_claims = nullptr;
  EXPECT_EQ(words(Surfer(world).sign_in()), "") << "and without all that it works";
}

TEST(IdToken, may_name_us_in_a_list_and_as_the_party_and_be_dated_back_a_little) {
  OidcWorld world;
  world.provider.bend_claims = [&world](json::Value& claims) {
    claims.set("aud", json::Array{"us here"});
    claims.set("azp", "us here");
    claims.set("iat", world.now.unix_seconds() - 300);
    claims.set("exp", world.now.unix_seconds() - 60);  // our clock may be ahead
    claims.set("email_verified", "true");
  };
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM session"), 1);
}

TEST(IdToken, that_is_not_signed_is_refused) {
  OidcWorld world;
  world.provider.bend_header = [](json::Value& header) { header.set("alg", "none"); };
  world.provider.signs = [](const std::string&) { return std::string(); };
  expect_distrusted(world);
  world.provider.bend_header = nullptr;
  expect_distrusted(world);
}

TEST(IdToken, signed_with_the_public_key_as_a_shared_secret_is_refused) {
  OidcWorld world;
  world.provider.bend_header = [](json::Value& header) { header.set("alg", "HS256"); };
  world.provider.signs = [&world](const std::string& text) {
    const crypto::Digest mac = crypto::hmac_sha256(world.provider.key.public_pem(), text);
    return std::string(reinterpret_cast<const char*>(mac.data()), mac.size());
  };
  expect_distrusted(world);
}

TEST(IdToken, signed_by_a_stranger_or_changed_afterwards_is_refused) {
  OidcWorld world;
  const SigningKey stranger = SigningKey::rsa();
  world.provider.signs = [&stranger](const std::string& text) { return stranger.sign(text); };
  expect_distrusted(world);
  world.provider.signs = [&world](const std::string& text) {
    return world.provider.key.sign(text + "x");
  };
  expect_distrusted(world);
}

TEST(IdToken, whose_header_names_another_kind_than_its_key_is_refused) {
  OidcWorld world;
  world.provider.alg = "ES256";
  expect_distrusted(world);
  world.provider.alg = "RS256";
  world.provider.bend_header = [](json::Value& header) { header.set("crit", json::Array{"exp"}); };
  expect_distrusted(world);
}

TEST(IdToken, without_a_key_id_is_taken_only_where_one_key_can_be_meant) {
  OidcWorld world;
  world.provider.bend_header = [](json::Value& header) {
    header = json::object({{"alg", "RS256"}});
  };
  EXPECT_EQ(words(Surfer(world).sign_in()), "");
  world.advance(60 * 60'000);
  world.rows("DELETE FROM session");
  world.provider.keys = json::object(
      {{"keys", json::Array{world.provider.key.jwk("a"), SigningKey::rsa().jwk("b")}}});
  expect_distrusted(world);
}

TEST(IdToken, is_not_checked_with_keys_that_are_weak_or_for_something_else) {
  OidcWorld world;
  world.provider.key = SigningKey::rsa(1024);
  expect_distrusted(world);
  world.advance(60 * 60'000);
  world.provider.key = SigningKey::rsa();
  json::Value other = world.provider.key.jwk("first");
  other.set("use", "enc");
  world.provider.keys = json::object({{"keys", json::Array{other, "no key", json::object({})}}});
  expect_distrusted(world);
}

TEST(Oidc, makes_nobody) {
  OidcWorld world;
  world.provider.email = "mal@example.net";
  Surfer surfer(world);
  expect_refused(world, surfer.sign_in(), "Nobody here has the e-mail address");
  EXPECT_EQ(world.count("SELECT COUNT(1) FROM \"user\""), 1);
  // Somebody who was removed from every account is nobody either.
  world.provider.email = "ada@example.com";
  world.rows("DELETE FROM membership");
  expect_refused(world, surfer.sign_in(), "Nobody here has the e-mail address");
}

TEST(Oidc, believes_no_email_that_the_provider_has_not_verified) {
  OidcWorld world;
  for (const json::Value& said :
       {json::Value(false), json::Value(), json::Value("false"), json::Value(1)}) {
    world.provider.bend_claims = [said](json::Value& c) { c.set("email_verified", said); };
    expect_refused(world, Surfer(world).sign_in(), "verified");
  }
  world.provider.bend_claims = [](json::Value& claims) { claims.set("email", nullptr); };
  expect_refused(world, Surfer(world).sign_in(), "verified");
}

TEST(OidcProvider, that_is_down_is_said_to_be_and_asked_again_later) {
  OidcWorld world;
  world.provider.down = true;
  Surfer surfer(world);
  expect_refused(world, surfer.start(), "Entra cannot be asked just now");
  expect_refused(world, surfer.start(), "Entra cannot be asked just now");
  EXPECT_EQ(world.provider.asked.size(), 1U) << "not again at once";
  world.advance(5'000);
  world.provider.down = false;
  const std::string url = surfer.start().header("Location");
  world.provider.down = true;
  expect_refused(world, surfer.come_back(world.provider.approve(url)),
                 "Entra cannot be asked just now");
  world.advance(5'000);
  world.provider.down = false;
  EXPECT_EQ(words(surfer.sign_in()), "");
}

TEST(OidcProvider, that_refuses_is_told_in_words) {
  OidcWorld world;
  Surfer surfer(world);
  world.provider.token_status = 400;
  world.provider.token_error = "invalid_grant";
  expect_refused(world, surfer.sign_in(), "did not accept the sign-in in time");
  world.provider.token_status = 401;
  world.provider.token_error = "invalid_client";
  expect_refused(world, surfer.sign_in(), "must check client id and secret");
  world.provider.token_status = 500;
  world.provider.token_error = "";
  expect_refused(world, surfer.sign_in(), "cannot be asked just now");
  const std::string state = parameter(surfer.start().header("Location"), "state");
  expect_refused(world, surfer.come_back("error=access_denied&state=" + state),
                 "You did not sign in with Entra");
  const std::string other = parameter(surfer.start().header("Location"), "state");
  const Answered odd = surfer.come_back("error=%3Cscript%3E&state=" + other);
  expect_refused(world, odd, "Entra did not sign you in");
  EXPECT_THAT(odd.header("Location"), Not(HasSubstr("script")));
}

TEST(OidcProvider, whose_answer_was_carried_over_from_another_is_refused) {
  OidcWorld world;
  Surfer surfer(world);
  std::string back = world.provider.approve(surfer.start().header("Location"));
  expect_refused(world, surfer.come_back(back + "&iss=https%3A%2F%2Fother.example.com"),
                 "cannot be trusted");
  back = world.provider.approve(surfer.start().header("Location"));
  EXPECT_EQ(words(surfer.come_back(back + "&iss=https%3A%2F%2Fid.example.com%2Ftenant")), "");
}

TEST(OidcProvider, that_calls_itself_otherwise_or_is_not_https_is_not_used) {
  for (const auto& [member, value] : std::vector<std::pair<std::string, std::string>>{
           {"issuer", "https://id.example.com/other"},
           {"authorization_endpoint", "http://id.example.com/authorize"},
           {"authorization_endpoint", "https://id.example.com/a\r\nSet-Cookie: x=y"},
           {"token_endpoint", "http://id.example.com/token"},
           {"jwks_uri", ""}}) {
    OidcWorld world;
    world.provider.bend_discovery = [&](json::Value& body) { body.set(member, value); };
    expect_refused(world, Surfer(world).start(), "cannot be trusted");
  }
}

TEST(OidcProvider, is_trusted_at_https_or_on_this_machine) {
  for (const char* good : {"https://id.example.com", "https://id.example.com:8443/a?b=c",
                           "http://127.0.0.1:9000/x", "http://localhost", "http://[::1]:1/x"}) {
    EXPECT_TRUE(accounts::trusted_address(good)) << good;
  }
  for (const char* bad :
       {"", "https://", "http://id.example.com", "http://127.0.0.1.example.com",
        "http://localhost@example.com", "http://127.0.0.1:1@example.com", "https://example.com#x",
        "ftp://localhost", "javascript:alert(1)", "http://[::1].example.com", "https://a b"}) {
    EXPECT_FALSE(accounts::trusted_address(bad)) << bad;
  }
}

}  // namespace
}  // namespace byte8::tests::people
