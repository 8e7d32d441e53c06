#include "sandbox/sage/oauth.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/text.h"
#include "sandbox/sage/call.h"
#include "sandbox/sage/digest.h"

namespace byte8::sandbox::sage {
namespace {

http::Response json_response(int status, const json::Value& body) {
  return {status, {{"Content-Type", "application/json"}}, json::write(body)};
}

OauthAnswer oauth_error(std::string_view error, std::string_view description) {
  return {json_response(400, json::object({{"error", error}, {"error_description", description}})),
          false};
}

OauthAnswer page(int status, std::string_view title, std::string_view content) {
  std::string body = "<!doctype html><html><head><title>";
  body.append(title)
      .append("</title></head><body><h1>")
      .append(title)
      .append("</h1>")
      .append(content);
  return {{status, {{"Content-Type", "text/html; charset=utf-8"}}, body + "</body></html>"}, false};
}

struct Credentials {
  std::string id, secret;
};

std::optional<Credentials> basic_credentials(const http::Request& request) {
  const std::string* header = http::find_header(request.headers, "Authorization");
  if (!header || !header->starts_with("Basic ")) return std::nullopt;
  const auto decoded = base64_decode(std::string_view(*header).substr(6));
  const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return Credentials{text::percent_decode(decoded->substr(0, colon)).value_or(""),
                     text::percent_decode(decoded->substr(colon + 1)).value_or("")};
}

Credentials credentials(const http::Request& request, const Query& form) {
  if (const auto basic = basic_credentials(request)) return *basic;
  return {std::string(find(form, "client_id")), std::string(find(form, "client_secret"))};
}

OauthClient* client_of(World& world, const http::Request& request, const Query& form) {
  const Credentials sent = credentials(request, form);
  OauthClient* client = world.client(sent.id);
  return client && client->secret == sent.secret ? client : nullptr;
}

bool is_form(const http::Request& request) {
  const std::string* type = http::find_header(request.headers, "Content-Type");
  return type && text::lower_ascii(*type).starts_with("application/x-www-form-urlencoded");
}

// Shaped as Sage's: three parts, and long enough to break a short column.
std::string token_like(World& world, const Grant& grant, std::int64_t issued, std::int64_t life) {
  const json::Value claims = json::object({{"iss", "https://oauth.aws.sbc-accounting.sage.com"},
                                           {"aud", "https://api.sbc-accounting.sage.com"},
                                           {"sub", grant.user},
                                           {"azp", grant.client},
                                           {"country", "GB"},
                                           {"scopes", "accounts:rw accounting:rw core:rw"},
                                           {"iat", issued},
                                           {"exp", issued + life},
                                           {"jti", world.dice.uuid()},
                                           {"ctx", world.dice.hex(150 + world.dice.below(560))}});
  std::string signature;
  for (int at = 0; at < 32; ++at) {
    const std::uint64_t bits = world.dice.next();
    for (int shift = 0; shift < 64; shift += 8)
      signature += static_cast<char>(bits >> shift & 0xff);
  }
  return base64url(R"({"alg":"RS512","typ":"JWT"})") + "." + base64url(json::write(claims)) + "." +
         base64url(signature);
}

OauthAnswer hand_over(World& world, std::size_t place, Millis now) {
  const Switches& switches = world.switches;
  Grant& grant = world.oauth.grants[place];
  std::string access = token_like(world, grant, now / 1000, switches.access_token_s);
  std::string refresh = token_like(world, grant, now / 1000, switches.refresh_token_s);
  world.oauth.access[access] = {place, now + switches.access_token_s * 1000};
  world.oauth.refresh[refresh] = place;
  grant.refresh_token = refresh;
  grant.refresh_expires = now + switches.refresh_token_s * 1000;
  const User* user = world.user(grant.user);
  return {json_response(200, json::object({{"access_token", std::move(access)},
                                           {"scope", grant.scope},
                                           {"token_type", "bearer"},
                                           {"expires_in", switches.access_token_s},
                                           {"refresh_token", std::move(refresh)},
                                           {"refresh_token_expires_in", switches.refresh_token_s},
                                           {"requested_by_id", user ? user->id : std::string()}})),
          true};
}

bool proves(const Code& code, std::string_view verifier) {
  if (code.challenge.empty()) return true;
  if (verifier.size() < 43 || verifier.size() > 128) return false;
  return code.challenge_method == "plain" ? verifier == code.challenge
                                          : s256(verifier) == code.challenge;
}

OauthAnswer exchange(World& world, const OauthClient& client, const Query& form, Millis now) {
  const auto found = world.oauth.codes.find(find(form, "code"));
  if (found == world.oauth.codes.end())
    return oauth_error("invalid_grant", "Invalid or expired code.");
  Code& code = found->second;
  const bool fits = code.client == client.id && code.redirect_uri == find(form, "redirect_uri");
  if (code.used || now >= code.expires || !fits)
    return oauth_error("invalid_grant", "Invalid or expired code.");
  if (!proves(code, find(form, "code_verifier")))
    return oauth_error("invalid_grant", "Invalid code verifier.");
  code.used = true;
  Grant grant;
  grant.client = client.id;
  grant.user = code.user;
  grant.scope = code.scope;
  world.oauth.grants.push_back(std::move(grant));
  return hand_over(world, world.oauth.grants.size() - 1, now);
}

OauthAnswer refresh(World& world, const OauthClient& client, const Query& form, Millis now) {
  const std::string_view token = find(form, "refresh_token");
  const auto found = world.oauth.refresh.find(token);
  if (found == world.oauth.refresh.end())
    return oauth_error("invalid_grant", "Invalid refresh token.");
  Grant& grant = world.oauth.grants[found->second];
  if (grant.client != client.id) return oauth_error("invalid_grant", "Invalid refresh token.");
  if (grant.refresh_token != token) {
    ++world.counters.token_reuse;
    if (world.switches.reuse_revokes_family) grant.alive = false;
    return oauth_error("invalid_grant", "The refresh token has been superseded.");
  }
  if (!grant.alive || now >= grant.refresh_expires) {
    return oauth_error("invalid_grant", "The refresh token has expired or was revoked.");
  }
  return hand_over(world, found->second, now);
}

std::string upper(std::string_view country) {
  std::string text(country);
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

OauthAnswer redirect(const Query& query, const Query& members) {
  std::string target(find(query, "redirect_uri"));
  target += target.find('?') == std::string::npos ? '?' : '&';
  Query all = members;
  if (const std::string_view state = find(query, "state"); !state.empty())
    all.emplace_back("state", state);
  return {{302, {{"Location", target + text::form(all)}}, ""}, false};
}

OauthAnswer refuse(const Query& query, std::string_view error) {
  return redirect(query, {{"error", std::string(error)}});
}

// Empty where the request can go on; else the error it is sent back with.
std::string request_error(const Query& query) {
  if (find(query, "response_type") != "code") return "unsupported_response_type";
  const std::string_view scope = find(query, "scope");
  if (!scope.empty() && scope != "full_access" && scope != "readonly") return "invalid_scope";
  const std::string_view country = find(query, "country");
  if (!country.empty() && country != "gb" && country != "ie" && country != "ca")
    return "invalid_request";
  const std::string_view challenge = find(query, "code_challenge");
  const std::string_view method = find(query, "code_challenge_method");
  if (!method.empty() && method != "S256" && method != "plain") return "invalid_request";
  if (!challenge.empty() && (challenge.size() < 43 || challenge.size() > 128))
    return "invalid_request";
  return {};
}

// The business of the user that decides the country; null where he has none there.
const Business* home_of(World& world, const User& user, std::string_view country) {
  for (const std::string& id : user.businesses) {
    const auto found = world.businesses.find(id);
    if (found == world.businesses.end()) continue;
    if (country.empty() || found->second.country == upper(country)) return &found->second;
  }
  return nullptr;
}

OauthAnswer consent(const http::Request& request) {
  std::string links;
  for (const auto& [outcome, label] : {std::pair{"allow", "Allow"}, {"deny", "Deny"}}) {
    links += "<p><a href=\"" + std::string(request.path()) + "?";
    for (const char c : request.query()) {
      if (c == '&')
        links += "&amp;";
      else if (c == '"')
        links += "%22";
      else
        links += c;
    }
    links += std::string("&amp;sim_outcome=") + outcome + "\">" + label + "</a></p>";
  }
  return page(200, "Sage stand-in: allow access to your business?", links);
}

}  // namespace

OauthAnswer authorise(World& world, const http::Request& request, Millis now) {
  const Query query = text::parse_form(request.query());
  const OauthClient* client = world.client(find(query, "client_id"));
  const std::string redirect_uri(find(query, "redirect_uri"));
  if (!client) return page(400, "Unknown client", "");
  if (std::ranges::find(client->redirect_uris, redirect_uri) == client->redirect_uris.end()) {
    return page(400, "The redirect URI is not registered", "");
  }
  if (const std::string error = request_error(query); !error.empty()) return refuse(query, error);
  const std::string_view outcome = find(query, "sim_outcome");
  if (outcome.empty() && world.switches.consent_page) return consent(request);
  if (outcome == "deny") return refuse(query, "access_denied");
  if (outcome == "server_error" || outcome == "temporarily_unavailable" ||
      outcome == "unauthorized_client") {
    return refuse(query, outcome);
  }
  const std::string_view key = find(query, "sim_user");
  const User* user = world.user(key.empty() ? "owner" : key);
  const Business* home = user ? home_of(world, *user, find(query, "country")) : nullptr;
  if (!home || outcome == "email_in_use" || outcome == "country_mismatch") {
    return redirect(query, {{"error", "Invalid request"}, {"reason", "Email already in use"}});
  }
  Code code;
  code.client = client->id;
  code.user = user->key;
  code.redirect_uri = redirect_uri;
  code.scope = find(query, "scope").empty() ? "full_access" : std::string(find(query, "scope"));
  code.challenge = find(query, "code_challenge");
  code.challenge_method = find(query, "code_challenge_method").empty()
                              ? "plain"
                              : std::string(find(query, "code_challenge_method"));
  code.expires = now + world.switches.code_life_s * 1000;
  const std::string text = "GB/" + world.dice.hex(40);
  world.oauth.codes[text] = std::move(code);
  OauthAnswer answer = redirect(query, {{"code", text}, {"country", home->country}});
  answer.committed = true;
  return answer;
}

OauthAnswer give_token(World& world, const http::Request& request, Millis now) {
  if (request.method != "POST") return {{405, {}, ""}, false};
  if (!is_form(request)) return oauth_error("invalid_request", "The body must be a form.");
  const Query form = text::parse_form(request.body);
  const OauthClient* client = client_of(world, request, form);
  if (!client) return oauth_error("invalid_client", "Client authentication failed.");
  const std::string_view type = find(form, "grant_type");
  if (type == "authorization_code") return exchange(world, *client, form, now);
  if (type == "refresh_token") return refresh(world, *client, form, now);
  return type.empty() ? oauth_error("invalid_request", "grant_type is missing.")
                      : oauth_error("unsupported_grant_type", "The grant type is not supported.");
}

OauthAnswer revoke_token(World& world, const http::Request& request) {
  if (request.method != "POST") return {{405, {}, ""}, false};
  if (!is_form(request)) return oauth_error("invalid_request", "The body must be a form.");
  const Query form = text::parse_form(request.body);
  const OauthClient* client = client_of(world, request, form);
  if (!client) return oauth_error("invalid_client", "Client authentication failed.");
  const auto found = world.oauth.refresh.find(find(form, "token"));
  const bool known =
      found != world.oauth.refresh.end() && world.oauth.grants[found->second].client == client->id;
  if (known) {
    world.oauth.grants[found->second].alive = false;
    if (world.switches.revoke_kills_user)
      cut_off(world, world.oauth.grants[found->second].user, client->id);
  }
  return {json_response(200, json::object({{"success", "ok"}})), known};
}

std::optional<Identity> identify(const World& world, const http::Request& request, Millis now) {
  const std::string* header = http::find_header(request.headers, "Authorization");
  if (!header || !header->starts_with("Bearer ")) return std::nullopt;
  const auto found = world.oauth.access.find(std::string_view(*header).substr(7));
  if (found == world.oauth.access.end() || now >= found->second.expires) return std::nullopt;
  const Grant& grant = world.oauth.grants[found->second.grant];
  return Identity{grant.client, grant.user, grant.scope};
}

std::string client_named(const http::Request& request) {
  return credentials(request, text::parse_form(request.body)).id;
}

std::int64_t cut_off(World& world, std::string_view user, std::string_view client) {
  std::int64_t cut = 0;
  for (Grant& grant : world.oauth.grants) {
    if (!grant.alive || grant.user != user || (!client.empty() && grant.client != client)) continue;
    grant.alive = false;
    ++cut;
  }
  return cut;
}

}  // namespace byte8::sandbox::sage
