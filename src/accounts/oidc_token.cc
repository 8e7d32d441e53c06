#include "accounts/oidc_token.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/limits.h"
#include "base/text.h"

namespace byte8::accounts {
namespace {

constexpr std::size_t token_bytes_max = 64 * 1024;
// It was made for this sign-in, which takes ten minutes at most. Some providers date their tokens
// back by five.
constexpr std::int64_t oldest_seconds = 20 * 60;

Error refused(std::string why) {
  return Error::coded(Fault::auth, "token_refused", std::move(why));
}

struct Parts {
  std::string_view signed_text;
  json::Value header;
  json::Value claims;
  std::string signature;
};

Result<json::Value> object_of(std::string_view encoded, const char* what) {
  auto bytes = crypto::base64url_decode(encoded);
  if (!bytes) return refused(std::string(what) + " is no base64url");
  auto value = json::parse(*bytes);
  if (!value || !value->is_object()) return refused(std::string(what) + " is no JSON object");
  return value;
}

Result<Parts> take_apart(std::string_view token) {
  if (token.size() > token_bytes_max) return refused("it is too long");
  const std::vector<std::string_view> pieces = text::split(token, '.');
  if (pieces.size() != 3) return refused("it is no signed JWT");
  auto header = object_of(pieces[0], "the header");
  if (!header) return header.error();
  auto claims = object_of(pieces[1], "the body");
  if (!claims) return claims.error();
  auto signature = crypto::base64url_decode(pieces[2]);
  if (!signature) return refused("the signature is no base64url");
  return Parts{.signed_text = token.substr(0, pieces[0].size() + 1 + pieces[1].size()),
               .header = *std::move(header),
               .claims = *std::move(claims),
               .signature = *std::move(signature)};
}

Status check_signature(const Parts& parts, const std::vector<OidcKey>& keys) {
  const auto signing = crypto::signing_of(parts.header.text_or("alg"));
  if (!signing) return refused("alg is neither RS256 nor ES256");
  if (parts.header.find("crit") != nullptr) return refused("crit asks for what is not known here");
  const json::Value* kid = parts.header.find("kid");
  if (kid != nullptr && !kid->is_string()) return refused("kid is no text");
  std::vector<const OidcKey*> fitting;
  for (const OidcKey& one : keys) {
    if (one.key.signing() != *signing) continue;
    if (kid == nullptr || one.id == kid->string()) fitting.push_back(&one);
  }
  if (fitting.empty()) {
    return Error::coded(Fault::auth, std::string(unknown_key), "no key of the provider fits it");
  }
  // Without a kid only one key may be meant (§10.1).
  if (fitting.size() > 1) return refused("it could be signed by more than one key");
  if (!fitting.front()->key.verifies(parts.signed_text, parts.signature)) {
    return refused("the signature is wrong");
  }
  return {};
}

// aud is one text or a list; a second audience is another party that could use the token here.
Status check_audience(const json::Value& claims, const std::string& client_id) {
  const json::Value* audience = claims.find("aud");
  if (audience == nullptr) return refused("aud is missing");
  const bool is_list = audience->is_array();
  if (is_list && audience->array().size() != 1) return refused("aud names others than us");
  const json::Value& only = is_list ? audience->array().front() : *audience;
  if (!only.is_string() || only.string() != client_id) return refused("aud is not us");
  const json::Value* party = claims.find("azp");
  if (party != nullptr && (!party->is_string() || party->string() != client_id)) {
    return refused("azp is not us");
  }
  return {};
}

// Seconds since 1970. RFC 7519 allows a fraction, which says nothing here.
std::optional<std::int64_t> seconds_of(const json::Value& claims, std::string_view name) {
  const json::Value* value = claims.find(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const std::string& written = value->number_text();
  return json::Value(json::Number{written.substr(0, written.find('.'))}).integer();
}

Status check_times(const json::Value& claims, Now now) {
  const auto expires = seconds_of(claims, "exp");
  if (!expires) return refused("exp is missing");
  const auto issued = seconds_of(claims, "iat");
  if (!issued) return refused("iat is missing");
  const std::int64_t seconds = now.unix_seconds();
  // Compared without adding to what was sent: it may be any number.
  if (*expires <= seconds - limits::jwt_leeway) return refused("exp has passed");
  if (*issued > seconds + limits::jwt_leeway) return refused("iat is still to come");
  if (*issued < seconds - oldest_seconds) return refused("iat is long ago");
  if (claims.find("nbf") == nullptr) return {};
  const auto begins = seconds_of(claims, "nbf");
  if (!begins || *begins > seconds + limits::jwt_leeway) return refused("nbf is still to come");
  return {};
}

// Some providers write it as text.
bool says_true(const json::Value* value) {
  if (value == nullptr) return false;
  if (value->is_bool()) return value->boolean();
  return value->is_string() && value->string() == "true";
}

}  // namespace

std::vector<OidcKey> read_oidc_keys(const json::Value& jwks) {
  std::vector<OidcKey> all;
  const json::Value* keys = jwks.find("keys");
  if (keys == nullptr || !keys->is_array()) return all;
  for (const json::Value& one : keys->array()) {
    if (one.text_or("use", "sig") != "sig") continue;
    auto key = crypto::PublicKey::from_jwk(one);
    if (!key) continue;
    const json::Value* alg = one.find("alg");
    if (alg != nullptr && crypto::signing_of(one.text_or("alg")) != key->signing()) continue;
    all.push_back({.id = one.text_or("kid"), .key = *std::move(key)});
  }
  return all;
}

Result<IdToken> read_id_token(std::string_view token, const std::vector<OidcKey>& keys,
                              const IdTokenWanted& wanted, Now now) {
  auto parts = take_apart(token);
  if (!parts) return parts.error();
  if (Status good = check_signature(*parts, keys); !good) return good.error();
  const json::Value& claims = parts->claims;
  if (claims.text_or("iss") != wanted.issuer) return refused("iss is another issuer");
  if (Status good = check_audience(claims, wanted.client_id); !good) return good.error();
  if (Status good = check_times(claims, now); !good) return good.error();
  if (!crypto::equal(crypto::sha256_hex(claims.text_or("nonce")), wanted.nonce_hash)) {
    return refused("nonce is not the one of this sign-in");
  }
  return IdToken{.email = claims.text_or("email"),
                 .email_verified = says_true(claims.find("email_verified"))};
}

}  // namespace byte8::accounts
