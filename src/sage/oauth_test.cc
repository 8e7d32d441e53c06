#include "sage/oauth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace byte8::sage {
namespace {

using http::Failure;
using http::Outcome;

SageOptions options() {
  return {.client_id = "client/1", .client_secret = SecretText("s&cret")};
}

std::string field(std::string_view form, std::string_view name) {
  for (const auto& [key, value] : text::parse_form(form)) {
    if (key == name) return value;
  }
  return "(absent)";
}

std::string names(std::string_view form) {
  std::string all;
  for (const auto& [key, value] : text::parse_form(form)) all += key + " ";
  return all;
}

Outcome answered(int status, std::string body) {
  return {.sent = true, .response = {.status = status, .body = std::move(body)}};
}

template <typename T>
std::string said(const Result<T>& result) {
  if (result) return "ok";
  const Error& error = result.error();
  return std::string(word(error.fault)) + "/" + error.code + "/" + std::string(word(error.effect));
}

TEST(SageOauth, F011_the_authorise_address_carries_everything_sage_wants) {
  const std::string url = authorize_url(options(), "st/ate", "chal_lenge",
                                        "https://ledger.example/oauth/sage/callback", "GB");
  EXPECT_TRUE(url.starts_with("https://www.sageone.com/oauth2/auth/central?filter=apiv3.1&"))
      << url;
  const std::string query = url.substr(url.find('?') + 1);
  EXPECT_EQ(field(query, "response_type"), "code");
  EXPECT_EQ(field(query, "client_id"), "client/1");
  EXPECT_EQ(field(query, "redirect_uri"), "https://ledger.example/oauth/sage/callback");
  EXPECT_EQ(field(query, "scope"), "full_access");
  EXPECT_EQ(field(query, "state"), "st/ate");
  EXPECT_EQ(field(query, "code_challenge"), "chal_lenge");
  EXPECT_EQ(field(query, "code_challenge_method"), "S256");
  EXPECT_EQ(field(query, "country"), "gb");
  EXPECT_EQ(url.find("st/ate"), std::string::npos) << "values are percent-coded";
}

TEST(SageOauth, without_a_country_sage_asks_for_it) {
  const std::string url = authorize_url(options(), "s", "c", "https://x/cb", std::nullopt);
  EXPECT_EQ(url.find("country"), std::string::npos);
}

TEST(SageOauth, an_address_with_a_query_of_its_own_is_continued) {
  SageOptions with_query = options();
  with_query.authorize_url = "http://127.0.0.1:9/auth?sim=1";
  EXPECT_TRUE(authorize_url(with_query, "s", "c", "https://x/cb", std::nullopt)
                  .starts_with("http://127.0.0.1:9/auth?sim=1&filter=apiv3.1&"));
}

TEST(SageOauth, F012_a_code_with_a_slash_is_exchanged_correctly) {
  const http::Call call =
      exchange_call(options(), "GB/0123abcd", "https://x/cb", SecretText("verifier"));
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.url, "https://oauth.accounting.sage.com/token");
  EXPECT_EQ(*http::find_header(call.headers, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(*http::find_header(call.headers, "Accept"), "application/json");
  EXPECT_EQ(names(call.body),
            "client_id client_secret grant_type code redirect_uri code_verifier ");
  EXPECT_EQ(field(call.body, "code"), "GB/0123abcd");
  EXPECT_EQ(field(call.body, "grant_type"), "authorization_code");
  EXPECT_EQ(field(call.body, "client_secret"), "s&cret");
  EXPECT_EQ(field(call.body, "code_verifier"), "verifier");
}

TEST(SageOauth, refresh_and_revoke_have_their_own_forms) {
  const http::Call refresh = refresh_call(options(), SecretText("re.fresh"));
  EXPECT_EQ(names(refresh.body), "client_id client_secret grant_type refresh_token ");
  EXPECT_EQ(field(refresh.body, "grant_type"), "refresh_token");
  EXPECT_EQ(field(refresh.body, "refresh_token"), "re.fresh");
  const http::Call revoke = revoke_call(options(), SecretText("re.fresh"));
  EXPECT_EQ(revoke.url, "https://oauth.accounting.sage.com/revoke");
  EXPECT_EQ(names(revoke.body), "client_id client_secret token ");
}

TEST(SageOauth, a_grant_is_read_whether_its_lives_are_numbers_or_text) {
  for (const char* body :
       {R"({"access_token":"a","scope":"full_access","token_type":"bearer","expires_in":300,)"
        R"("refresh_token":"r","refresh_token_expires_in":2678400,"requested_by_id":"u-1"})",
        R"({"access_token":"a","expires_in":"300","refresh_token":"r",)"
        R"("refresh_token_expires_in":"2678400","requested_by_id":"u-1","new":null})"}) {
    auto grant = read_grant(answered(200, body));
    ASSERT_TRUE(grant) << grant.error().message;
    EXPECT_EQ(grant->access_token.reveal(), "a");
    EXPECT_EQ(grant->refresh_token.reveal(), "r");
    EXPECT_EQ(grant->access_life_ms, 300'000);
    EXPECT_EQ(grant->refresh_life_ms, 2'678'400'000);
    EXPECT_EQ(grant->requested_by, "u-1");
  }
}

TEST(SageOauth, the_error_table_of_the_token_endpoint) {
  const std::vector<std::pair<Outcome, std::string>> rows = {
      {answered(400, R"({"error":"invalid_grant","error_description":"x"})"),
       "auth/invalid_grant/none"},
      {answered(401, R"({"error":"invalid_grant"})"), "auth/invalid_grant/none"},
      {answered(400, R"({"error":"invalid_client"})"), "provider/invalid_client/none"},
      {answered(400, R"({"error":"unauthorized_client"})"), "provider/invalid_client/none"},
      {answered(400, R"({"error":"invalid_request"})"), "provider/oauth_refused/none"},
      {answered(400, R"({"error":"unsupported_grant_type"})"), "provider/oauth_refused/none"},
      {answered(400, "<html></html>"), "provider/sage_unavailable/none"},
      {answered(429, ""), "rate_limited/rate_limited/none"},
      {answered(500, ""), "provider/sage_unavailable/maybe"},
      {answered(500, R"({"error":"invalid_grant"})"), "provider/sage_unavailable/maybe"},
      {answered(503, "<html></html>"), "provider/sage_unavailable/maybe"},
      {answered(302, ""), "provider/sage_unavailable/maybe"},
      {answered(200, "{}"), "serde/unreadable_answer/maybe"},
      {answered(200, "<html>"), "serde/unreadable_answer/maybe"},
      {answered(200, R"({"access_token":"a","refresh_token":"r","expires_in":300})"),
       "serde/unreadable_answer/maybe"},
      {answered(200, R"({"access_token":"a","refresh_token":"","expires_in":300,)"
                     R"("refresh_token_expires_in":5})"),
       "serde/unreadable_answer/maybe"},
      {{.failure = Failure::timeout, .sent = true}, "http/sage_unavailable/maybe"},
      {{.failure = Failure::cut, .sent = true}, "http/sage_unavailable/maybe"},
      {{.failure = Failure::connect}, "http/sage_unavailable/none"},
      {{.failure = Failure::unsent}, "http/unsent/none"},
  };
  for (const auto& [outcome, wanted] : rows) {
    EXPECT_EQ(said(read_grant(outcome)), wanted)
        << outcome.response.status << " " << outcome.response.body << word(outcome.failure);
  }
}

TEST(SageOauth, a_revoke_is_done_when_sage_says_so) {
  EXPECT_EQ(said(read_revoked(answered(200, R"({"success":"ok"})"))), "ok");
  EXPECT_EQ(said(read_revoked(answered(500, ""))), "provider/sage_unavailable/maybe");
  EXPECT_EQ(said(read_revoked({.failure = Failure::timeout, .sent = true})),
            "http/sage_unavailable/maybe");
}

TEST(SageOauth, no_message_repeats_what_was_sent) {
  for (const Outcome& outcome : {answered(400, R"({"error":"invalid_client"})"),
                                 answered(400, R"({"error":"x"})"), answered(500, "s&cret")}) {
    EXPECT_EQ(read_grant(outcome).error().message.find("s&cret"), std::string::npos);
  }
}

}  // namespace
}  // namespace byte8::sage
