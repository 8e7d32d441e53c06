#include "sage/oauth.h"

#include <charconv>
#include <utility>
#include <vector>

#include "base/text.h"
#include "sage/errors.h"

namespace byte8::sage {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::int64_t longest_life_s = std::int64_t{10} * 366 * 24 * 3600;

http::Call form_call(const std::string& url, const Fields& fields) {
  http::Call call{.method = "POST", .url = url};
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                  {"Accept", "application/json"}};
  call.body = text::form(fields);
  return call;
}

Fields client_fields(const SageOptions& options) {
  return {{"client_id", options.client_id}, {"client_secret", options.client_secret.reveal()}};
}

// The token endpoint answers an object, not the array of the API.
Error oauth_refusal(const http::Response& response) {
  const int status = response.status;
  if (status == 429) return refusal(response, Act::write);
  auto body = json::parse(response.body);
  const std::string word = body ? body->text_or("error") : std::string();
  if (status < 400 || status >= 500 || word.empty()) {
    Error error = Error::coded(Fault::provider, "sage_unavailable",
                               "Sage's sign-in answered " + std::to_string(status) + ".");
    if (status < 400 || status >= 500) error.effect = Effect::maybe;
    return error;
  }
  if (word == "invalid_grant") {
    return Error::coded(Fault::auth, "invalid_grant", "Sage no longer accepts this permission.");
  }
  if (word == "invalid_client" || word == "unauthorized_client") {
    return Error::coded(Fault::provider, "invalid_client",
                        "Sage does not accept the client id or secret of this installation.");
  }
  return Error::coded(Fault::provider, "oauth_refused",
                      "Sage's sign-in refused the request: " + text::cut(word, 60) + ".");
}

Result<json::Value> read_token_answer(const http::Outcome& outcome) {
  if (!outcome.answered()) return no_answer(outcome, Act::write);
  if (outcome.response.status < 200 || outcome.response.status > 299) {
    return oauth_refusal(outcome.response);
  }
  auto body = json::parse(outcome.response.body);
  if (!body || !body->is_object()) return unreadable("no JSON object", Act::write);
  return body;
}

// A life in seconds, sent as a number or as text.
std::optional<Millis> life_ms(const json::Value& body, std::string_view key) {
  const json::Value* value = body.find(key);
  if (value == nullptr) return std::nullopt;
  std::string text;
  if (value->is_number()) text = value->number_text();
  if (value->is_string()) text = value->string();
  std::int64_t seconds = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (seconds <= 0 || seconds > longest_life_s) return std::nullopt;
  return seconds * 1000;
}

}  // namespace

std::string authorize_url(const SageOptions& options, std::string_view state,
                          std::string_view code_challenge, std::string_view redirect_uri,
                          std::optional<std::string_view> country) {
  Fields fields = {{"filter", "apiv3.1"},
                   {"response_type", "code"},
                   {"client_id", options.client_id},
                   {"redirect_uri", std::string(redirect_uri)},
                   {"scope", "full_access"},
                   {"state", std::string(state)},
                   {"code_challenge", std::string(code_challenge)},
                   {"code_challenge_method", "S256"}};
  if (country) fields.emplace_back("country", text::lower_ascii(*country));
  std::string url = options.authorize_url;
  url.push_back(url.find('?') == std::string::npos ? '?' : '&');
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) url.push_back('&');
    url += fields[i].first + "=" + text::percent_encode(fields[i].second);
  }
  return url;
}

http::Call exchange_call(const SageOptions& options, std::string_view code,
                         std::string_view redirect_uri, const SecretText& code_verifier) {
  Fields fields = client_fields(options);
  fields.emplace_back("grant_type", "authorization_code");
  fields.emplace_back("code", code);
  fields.emplace_back("redirect_uri", redirect_uri);
  fields.emplace_back("code_verifier", code_verifier.reveal());
  return form_call(options.token_url, fields);
}

http::Call refresh_call(const SageOptions& options, const SecretText& refresh_token) {
  Fields fields = client_fields(options);
  fields.emplace_back("grant_type", "refresh_token");
  fields.emplace_back("refresh_token", refresh_token.reveal());
  return form_call(options.token_url, fields);
}

http::Call revoke_call(const SageOptions& options, const SecretText& refresh_token) {
  Fields fields = client_fields(options);
  fields.emplace_back("token", refresh_token.reveal());
  return form_call(options.revoke_url, fields);
}

Result<port::Grant> read_grant(const http::Outcome& outcome) {
  auto body = read_token_answer(outcome);
  if (!body) return body.error();
  const auto access_life = life_ms(*body, "expires_in");
  const auto refresh_life = life_ms(*body, "refresh_token_expires_in");
  port::Grant grant{.access_token = SecretText(body->text_or("access_token")),
                    .refresh_token = SecretText(body->text_or("refresh_token")),
                    .access_life_ms = access_life.value_or(0),
                    .refresh_life_ms = refresh_life.value_or(0),
                    .requested_by = body->text_or("requested_by_id")};
  if (grant.access_token.empty() || grant.refresh_token.empty() || !access_life || !refresh_life) {
    return unreadable("no complete grant", Act::write);
  }
  return grant;
}

Result<port::Nothing> read_revoked(const http::Outcome& outcome) {
  if (!outcome.answered()) return no_answer(outcome, Act::write);
  if (outcome.response.status < 200 || outcome.response.status > 299) {
    return oauth_refusal(outcome.response);
  }
  return port::Nothing{};
}

}  // namespace byte8::sage
