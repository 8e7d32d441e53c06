#include "accounts/oidc_provider.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/text.h"

namespace byte8::accounts {
namespace {

constexpr Millis kept_for = 3'600'000;
// Somebody waits in front of a browser.
constexpr Millis patience = 10'000;
// Whoever waited while the provider was asked in vain does not ask again at once.
constexpr Millis rest_after_failure = 5'000;
constexpr std::size_t answer_bytes = std::size_t{512} << 10;

Error failed(std::string_view code, std::string why) {
  return Error::coded(Fault::http, std::string(code), std::move(why));
}

http::Call call_to(std::string method, const std::string& url) {
  return {.method = std::move(method),
          .url = url,
          .headers = {{"Accept", "application/json"}},
          .timeout = patience,
          .answer_limit = answer_bytes};
}

Result<json::Value> read_object(const http::Outcome& outcome) {
  if (!outcome.answered()) {
    return failed(oidc_down, "no answer: " + std::string(http::word(outcome.failure)));
  }
  const int status = outcome.response.status;
  if (status != 200) return failed(oidc_down, "it answered " + std::to_string(status));
  auto body = json::parse(outcome.response.body);
  if (!body || !body->is_object()) return failed(oidc_odd, "its answer is no JSON object");
  return body;
}

port::Verb<json::Value> fetch(const std::string& url) {
  return {.call = call_to("GET", url), .read = read_object};
}

bool lists(const json::Value* list, std::string_view word) {
  if (list == nullptr || !list->is_array()) return false;
  return std::ranges::any_of(list->array(), [word](const json::Value& one) {
    return one.is_string() && one.string() == word;
  });
}

Result<OidcEndpoints> read_endpoints(const json::Value& body, const std::string& issuer) {
  if (body.text_or("issuer") != issuer) {
    return failed(oidc_odd, "it calls itself another issuer than oidc_<provider>_issuer says");
  }
  OidcEndpoints found{.authorization = body.text_or("authorization_endpoint"),
                      .token = body.text_or("token_endpoint"),
                      .keys = body.text_or("jwks_uri")};
  for (const std::string* url : {&found.authorization, &found.token, &found.keys}) {
    if (!trusted_address(*url)) return failed(oidc_odd, "an endpoint of it is not https");
  }
  // Where it says nothing, HTTP Basic is the rule.
  const json::Value* methods = body.find("token_endpoint_auth_methods_supported");
  found.secret_in_body =
      lists(methods, "client_secret_post") && !lists(methods, "client_secret_basic");
  return found;
}

std::string discovery_url(const std::string& issuer) {
  std::string base = issuer;
  while (base.ends_with('/')) base.pop_back();
  return base + "/.well-known/openid-configuration";
}

Error rests() {
  return failed(oidc_down, "it was asked in vain a moment ago");
}

Error exchange_refusal(const http::Response& response) {
  const auto body = json::parse(response.body);
  const std::string word = body ? body->text_or("error") : std::string();
  if (word == "invalid_grant") return failed(oidc_code, "it refused the code");
  if (word == "invalid_client" || word == "unauthorized_client" || response.status == 401) {
    return failed(oidc_client, "it refused our client id or secret");
  }
  return failed(response.status >= 500 || response.status == 429 ? oidc_down : oidc_odd,
                "the token endpoint answered " + std::to_string(response.status));
}

Result<std::string> read_exchange(const http::Outcome& outcome) {
  if (outcome.answered() && outcome.response.status >= 400) {
    return exchange_refusal(outcome.response);
  }
  auto body = read_object(outcome);
  if (!body) return body.error();
  std::string token = body->text_or("id_token");
  if (token.empty()) return failed(oidc_odd, "it sent no ID token");
  return token;
}

}  // namespace

std::string OidcProvider::title() const {
  std::string text = name;
  std::ranges::replace(text, '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

bool trusted_address(std::string_view url) {
  // It goes into a header of ours.
  if (!std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f' && c != '#'; })) {
    return false;
  }
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return false;
  const std::string_view rest = url.substr(secure ? 8 : 7);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  if (authority.empty() || authority.find_first_of("@\\") != std::string_view::npos) return false;
  if (secure || authority == "[::1]" || authority.starts_with("[::1]:")) return true;
  const std::string_view host = authority.substr(0, authority.find(':'));
  return host == "127.0.0.1" || host == "localhost";
}

Oidc::Oidc(std::vector<OidcProvider> providers)
    : providers_(std::move(providers)), kept_(providers_.size()) {}

const OidcProvider* Oidc::find(std::string_view name) const {
  const auto found = std::ranges::find(providers_, name, &OidcProvider::name);
  return found == providers_.end() ? nullptr : &*found;
}

Oidc::Kept& Oidc::kept(const OidcProvider& provider) {
  const auto found = std::ranges::find(providers_, provider.name, &OidcProvider::name);
  return kept_.at(static_cast<std::size_t>(found - providers_.begin()));
}

Task<Result<OidcEndpoints>> oidc_endpoints(engine::Ctx ctx, OidcPtr oidc, OidcProvider provider) {
  const engine::Lock alone = co_await ctx.lock("oidc:" + provider.name);
  Oidc::Kept& kept = oidc->kept(provider);
  if (ctx.now().boot < kept.endpoints_until) co_return kept.endpoints;
  if (ctx.now().boot < kept.rests_until) co_return rests();
  const auto body =
      co_await ctx.call(fetch(discovery_url(provider.issuer)), engine::Target{}, "oidc_discovery");
  auto found = body ? read_endpoints(*body, provider.issuer) : body.error();
  if (!found) {
    kept.rests_until = ctx.now().boot + rest_after_failure;
    co_return found.error();
  }
  kept.endpoints = *found;
  kept.endpoints_until = ctx.now().boot + kept_for;
  co_return kept.endpoints;
}

Task<Result<OidcKeys>> oidc_keys(engine::Ctx ctx, OidcPtr oidc, OidcProvider provider,
                                 std::string url, Millis after) {
  const engine::Lock alone = co_await ctx.lock("oidc:" + provider.name);
  Oidc::Kept& kept = oidc->kept(provider);
  if (ctx.now().boot < kept.keys_until && kept.keys_at > after) {
    co_return OidcKeys{.all = kept.keys, .fetched_at = kept.keys_at};
  }
  if (ctx.now().boot < kept.rests_until) co_return rests();
  const auto body = co_await ctx.call(fetch(url), engine::Target{}, "oidc_keys");
  if (!body) {
    kept.rests_until = ctx.now().boot + rest_after_failure;
    co_return body.error();
  }
  kept.keys = read_oidc_keys(*body);
  kept.keys_at = ctx.now().boot;
  kept.keys_until = kept.keys_at + kept_for;
  co_return OidcKeys{.all = kept.keys, .fetched_at = kept.keys_at};
}

port::Verb<std::string> oidc_exchange(const OidcProvider& provider, const OidcEndpoints& endpoints,
                                      const OidcExchange& exchange) {
  http::Call call = call_to("POST", endpoints.token);
  call.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  std::vector<std::pair<std::string, std::string>> fields = {
      {"grant_type", "authorization_code"},
      {"code", exchange.code},
      {"redirect_uri", exchange.redirect_uri},
      {"code_verifier", exchange.verifier.reveal()}};
  const std::string& secret = provider.client_secret.reveal();
  if (endpoints.secret_in_body) {
    fields.emplace_back("client_id", provider.client_id);
    fields.emplace_back("client_secret", secret);
  } else {
    // Both are coded as in a form before they are joined (RFC 6749 §2.3.1).
    const std::string pair =
        text::percent_encode(provider.client_id) + ":" + text::percent_encode(secret);
    call.headers.push_back({"Authorization", "Basic " + crypto::base64(pair)});
  }
  call.body = text::form(fields);
  return {.call = std::move(call), .read = read_exchange};
}

}  // namespace byte8::accounts
