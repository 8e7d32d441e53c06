#include "sandbox/sage/test_rig.h"

#include <algorithm>

#include "sandbox/sage/digest.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

Fields query_of(const Answer& answer) {
  const std::string location = answer.header("Location");
  return text::parse_form(std::string_view(location).substr(location.find('?') + 1));
}

std::string member(const Fields& query, std::string_view name) {
  const auto found =
      std::ranges::find(query, name, [](const auto& one) { return std::string_view(one.first); });
  return found == query.end() ? "" : found->second;
}

TEST(authorise, redirects_with_code_country_and_state) {
  Rig rig;
  const Answer answer = rig.authorise("owner", {{"country", "gb"}});
  EXPECT_EQ(answer.status(), 302);
  EXPECT_TRUE(answer.header("Location").starts_with(std::string(redirect_uri) + "?code=GB%2F"));
  const Fields query = query_of(answer);
  EXPECT_EQ(member(query, "country"), "GB");
  EXPECT_EQ(member(query, "state"), "st");
  EXPECT_EQ(member(query, "code").size(), 43U);
}

TEST(authorise, answers_a_page_instead_of_a_redirect_where_it_cannot_trust_the_address) {
  Rig rig;
  for (const Fields& more :
       {Fields{{"redirect_uri", "http://127.0.0.1:8080/v1/oauth/callback/SAGE"}},
        Fields{{"redirect_uri", std::string(redirect_uri) + "?x=1"}},
        Fields{{"client_id", "other"}}}) {
    const Answer answer = rig.authorise("owner", more);
    EXPECT_EQ(answer.status(), 400);
    EXPECT_EQ(answer.header("Location"), "");
  }
}

struct RefusedCase {
  Fields more;
  std::string_view error;
};

TEST(authorise, sends_errors_back) {
  Rig rig;
  const RefusedCase cases[] = {
      {{{"response_type", "token"}}, "unsupported_response_type"},
      {{{"scope", "everything"}}, "invalid_scope"},
      {{{"country", "us"}}, "invalid_request"},
      {{{"country", "GB"}}, "invalid_request"},
      {{{"code_challenge_method", "S512"}}, "invalid_request"},
      {{{"code_challenge", "short"}}, "invalid_request"},
      {{{"sim_outcome", "deny"}}, "access_denied"},
      {{{"sim_outcome", "temporarily_unavailable"}}, "temporarily_unavailable"},
      {{{"sim_outcome", "email_in_use"}}, "Invalid request"},
      {{{"sim_outcome", "country_mismatch"}}, "Invalid request"}};
  for (const RefusedCase& one : cases) {
    const Fields query = query_of(rig.authorise("owner", one.more));
    EXPECT_EQ(member(query, "error"), one.error);
    EXPECT_EQ(member(query, "state"), "st");
    EXPECT_EQ(member(query, "code"), "");
  }
}

TEST(authorise, fails_where_the_user_has_no_business_in_the_country) {
  Rig rig;
  const Fields query = query_of(rig.authorise("partner", {{"country", "ie"}}));
  EXPECT_EQ(member(query, "reason"), "Email already in use");
  EXPECT_NE(rig.code("partner", {{"country", "ca"}}), "");
}

TEST(authorise, can_ask_for_consent) {
  Rig rig;
  rig.sim.switches().consent_page = true;
  const Answer page = rig.authorise("owner");
  EXPECT_EQ(page.status(), 200);
  EXPECT_NE(page.decision.response.body.find("sim_outcome=allow"), std::string::npos);
  EXPECT_EQ(rig.authorise("owner", {{"sim_outcome", "allow"}}).status(), 302);
}

TEST(token, has_the_shape_of_sages) {
  Rig rig;
  const Answer answer = rig.exchange(rig.code("owner"));
  EXPECT_EQ(answer.status(), 200);
  EXPECT_TRUE(answer.decision.committed);
  EXPECT_EQ(answer.text("token_type"), "bearer");
  EXPECT_EQ(answer.text("scope"), "full_access");
  EXPECT_EQ(answer.body.find("expires_in")->integer(), 300);
  EXPECT_EQ(answer.body.find("refresh_token_expires_in")->integer(), 2'678'400);
  EXPECT_EQ(answer.text("requested_by_id"), "0e000000-0000-4000-8000-000000000001");
  for (int at = 0; at < 50; ++at) {
    const Answer one = rig.exchange(rig.code("owner"));
    for (const char* name : {"access_token", "refresh_token"}) {
      const std::string token = one.text(name);
      EXPECT_GE(token.size(), 900U);
      EXPECT_LE(token.size(), 1900U);
      EXPECT_EQ(std::ranges::count(token, '.'), 2);
    }
  }
}

TEST(token, takes_a_code_once_within_a_minute_for_the_same_address) {
  Rig rig;
  const std::string once = rig.code("owner");
  EXPECT_EQ(rig.exchange(once).status(), 200);
  EXPECT_EQ(rig.exchange(once).text("error"), "invalid_grant");

  const std::string late = rig.code("owner");
  rig.sim.advance(59'999);
  const std::string in_time = rig.code("owner");
  rig.sim.advance(1);
  EXPECT_EQ(rig.exchange(late).text("error"), "invalid_grant");
  EXPECT_EQ(rig.exchange(in_time).status(), 200);

  const Answer elsewhere =
      rig.form("/oauth/token", {{"grant_type", "authorization_code"},
                                {"code", rig.code("owner")},
                                {"redirect_uri", "http://127.0.0.1:8080/other"}});
  EXPECT_EQ(elsewhere.status(), 400);
  EXPECT_EQ(elsewhere.text("error"), "invalid_grant");
}

TEST(token, checks_pkce_where_a_challenge_was_given) {
  Rig rig;
  const Fields hashed = {{"code_challenge", s256(verifier)}, {"code_challenge_method", "S256"}};
  EXPECT_EQ(
      rig.exchange(rig.code("owner", hashed), {{"code_verifier", std::string(verifier)}}).status(),
      200);
  EXPECT_EQ(rig.exchange(rig.code("owner", hashed)).text("error"), "invalid_grant");
  EXPECT_EQ(rig.exchange(rig.code("owner", hashed), {{"code_verifier", std::string(50, 'x')}})
                .text("error"),
            "invalid_grant");
  const Fields plain = {{"code_challenge", std::string(verifier)}};
  EXPECT_EQ(
      rig.exchange(rig.code("owner", plain), {{"code_verifier", std::string(verifier)}}).status(),
      200);
}

TEST(token, knows_the_client_from_the_body_or_by_basic) {
  Rig rig;
  const std::string basic =
      "Basic Ynl0ZTgtZGVtbzpieXRlOC1kZW1vLXNlY3JldA==";  // byte8-demo:byte8-demo-secret
  const std::string body =
      text::form({{"grant_type", "refresh_token"}, {"refresh_token", rig.refresh}});
  const Answer answer =
      rig.call("POST", "/oauth/token", body,
               {{"Content-Type", "application/x-www-form-urlencoded"}, {"Authorization", basic}});
  EXPECT_EQ(answer.status(), 200);
}

TEST(token, answers_client_and_request_errors_with_400) {
  Rig rig;
  const Answer secret = rig.form(
      "/oauth/token",
      {{"grant_type", "refresh_token"}, {"client_id", "byte8-demo"}, {"client_secret", "x"}},
      false);
  EXPECT_EQ(secret.status(), 400);
  EXPECT_EQ(secret.text("error"), "invalid_client");
  EXPECT_NE(secret.text("error_description"), "");
  EXPECT_EQ(rig.form("/oauth/token", {{"grant_type", "password"}}).text("error"),
            "unsupported_grant_type");
  EXPECT_EQ(rig.form("/oauth/token", {}).text("error"), "invalid_request");
  EXPECT_EQ(
      rig.call("POST", "/oauth/token", "{}", {{"Content-Type", "application/json"}}).text("error"),
      "invalid_request");
}

TEST(refresh, rotates_and_kills_the_old_one) {
  Rig rig;
  const std::string first = rig.refresh;
  const Answer second = rig.renew(first);
  EXPECT_EQ(second.status(), 200);
  EXPECT_NE(second.text("refresh_token"), first);
  const Answer again = rig.renew(first);
  EXPECT_EQ(again.status(), 400);
  EXPECT_EQ(again.text("error"), "invalid_grant");
  EXPECT_EQ(rig.counted("token_reuse"), 1);
  EXPECT_EQ(rig.renew(second.text("refresh_token")).status(), 200);
}

TEST(refresh, reuse_revokes_the_family_where_switched_so) {
  Rig rig;
  rig.sim.switches().reuse_revokes_family = true;
  const std::string second = rig.renew(rig.refresh).text("refresh_token");
  EXPECT_EQ(rig.renew(rig.refresh).text("error"), "invalid_grant");
  EXPECT_EQ(rig.renew(second).text("error"), "invalid_grant");
}

TEST(refresh, ends_after_31_idle_days) {
  Rig rig;
  rig.sim.advance(Millis{2'678'400} * 1000 - 1);
  const Answer alive = rig.renew(rig.refresh);
  EXPECT_EQ(alive.status(), 200);
  rig.sim.advance(Millis{2'678'400} * 1000);
  EXPECT_EQ(rig.renew(alive.text("refresh_token")).text("error"), "invalid_grant");
}

TEST(access_token, outlives_refresh_and_revoke_until_it_expires) {
  Rig rig;
  rig.renew(rig.refresh);
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  rig.connect("owner");
  EXPECT_EQ(rig.form("/oauth/revoke", {{"token", rig.refresh}}).text("success"), "ok");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(rig.renew(rig.refresh).text("error"), "invalid_grant");
  rig.sim.advance(300'000);
  const Answer late = rig.get("/contacts");
  EXPECT_EQ(late.status(), 401);
  EXPECT_EQ(late.code(), "AuthorizationFailure");
}

TEST(revoke, is_kind_to_unknown_tokens_and_strict_with_clients) {
  Rig rig;
  const Answer unknown = rig.form("/oauth/revoke", {{"token", "nobody's"}});
  EXPECT_EQ(unknown.status(), 200);
  EXPECT_FALSE(unknown.decision.committed);
  EXPECT_EQ(rig.form("/oauth/revoke", {{"token", rig.refresh}}, false).text("error"),
            "invalid_client");
}

TEST(revoke, kills_all_grants_of_the_user_where_switched_so) {
  for (const bool kills : {false, true}) {
    Rig rig;
    rig.sim.switches().revoke_kills_user = kills;
    const std::string other = rig.refresh;
    rig.connect("owner");
    rig.form("/oauth/revoke", {{"token", rig.refresh}});
    EXPECT_EQ(rig.renew(other).status(), kills ? 400 : 200);
  }
}

TEST(readonly_scope, may_read_and_not_write) {
  Rig rig;
  rig.connect("owner", {{"scope", "readonly"}});
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(rig.make_contact(rig.contact()).status(), 403);
}

TEST(users_side, cutting_off_and_expiring_show_at_the_next_call) {
  Rig rig;
  rig.act(json::object({{"action", "expire_access_tokens"}}));
  EXPECT_EQ(rig.get("/contacts").status(), 401);
  const Answer renewed = rig.renew(rig.refresh);
  EXPECT_EQ(renewed.status(), 200);
  rig.act(json::object({{"action", "revoke_user"}}));
  EXPECT_EQ(rig.renew(renewed.text("refresh_token")).text("error"), "invalid_grant");
  rig.connect("owner");
  rig.act(json::object({{"action", "expire_refresh_tokens"}, {"user", "owner"}}));
  EXPECT_EQ(rig.renew(rig.refresh).text("error"), "invalid_grant");
}

}  // namespace
}  // namespace byte8::sandbox::sage
