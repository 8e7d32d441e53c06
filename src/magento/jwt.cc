#include "magento/jwt.h"

#include <array>
#include <utility>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"

namespace byte8::magento {
namespace {

constexpr std::string_view outbound_info = "byte8-magento-outbound-v1";
constexpr std::string_view inbound_info = "byte8-magento-inbound-v1";
constexpr std::string_view header_json = R"({"alg":"HS256","typ":"JWT"})";
constexpr std::string_view store_issuer = "magento";
constexpr std::string_view our_issuer = "byte8-ledger";
constexpr std::int64_t minted_back = 60;
constexpr std::int64_t latest_time = std::int64_t{1} << 40;  // keeps differences far from overflow
constexpr std::size_t longest_token = 4096;
constexpr std::size_t longest_token_id = 255;

std::string_view bytes(const crypto::Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Error refused(std::string why) {
  return Error::coded(Fault::auth, "bad_token", std::move(why));
}

const std::string& plain_header() {
  static const std::string encoded = crypto::base64url(header_json);
  return encoded;
}

// The header nearly every store sends is compared as text; any other one must say the same.
Status check_header(std::string_view encoded) {
  if (encoded == plain_header()) return {};
  auto decoded = crypto::base64url_decode(encoded);
  if (!decoded) return refused("header is not base64url");
  auto header = json::parse(*decoded, {.depth = 4, .bytes = longest_token});
  if (!header || !header->is_object()) return refused("header is not a JSON object");
  if (header->text_or("alg") != "HS256") return refused("alg is not HS256");
  if (header->text_or("typ") != "JWT") return refused("typ is not JWT");
  if (header->find("crit") != nullptr) return refused("header has critical members");
  return {};
}

std::optional<std::int64_t> time_claim(const json::Value& payload, std::string_view name) {
  const json::Value* value = payload.find(name);
  if (value == nullptr) return std::nullopt;
  const auto seconds = value->integer();
  if (!seconds || *seconds < 0 || *seconds > latest_time) return std::nullopt;
  return seconds;
}

Status check_times(const Claims& claims, std::int64_t now) {
  if (claims.expires_at - claims.issued_at > limits::jwt_life_accepted) {
    return refused("lives too long");
  }
  if (claims.expires_at < claims.issued_at) return refused("expires before it was issued");
  if (claims.issued_at > now + limits::jwt_leeway) return refused("issued in the future");
  if (claims.not_before > now + limits::jwt_leeway) return refused("not valid yet");
  if (claims.expires_at <= now - limits::jwt_leeway) return refused("expired");
  return {};
}

Result<Claims> read_claims(std::string_view encoded) {
  auto decoded = crypto::base64url_decode(encoded);
  if (!decoded) return refused("payload is not base64url");
  auto payload = json::parse(*decoded, {.depth = 4, .bytes = longest_token});
  if (!payload || !payload->is_object()) return refused("payload is not a JSON object");
  const auto issued_at = time_claim(*payload, "iat");
  const auto not_before = time_claim(*payload, "nbf");
  const auto expires_at = time_claim(*payload, "exp");
  if (!issued_at || !not_before || !expires_at) return refused("times are not whole seconds");
  return Claims{.issuer = payload->text_or("iss"),
                .subject = payload->text_or("sub"),
                .audience = payload->text_or("aud"),
                .issued_at = *issued_at,
                .not_before = *not_before,
                .expires_at = *expires_at,
                .token_id = payload->text_or("jti")};
}

std::string subkey(std::string_view api_key, std::string_view info) {
  return crypto::hkdf_sha256(text::trim(api_key), info);
}

}  // namespace

std::string outbound_subkey(std::string_view api_key) {
  return subkey(api_key, outbound_info);
}
std::string inbound_subkey(std::string_view api_key) {
  return subkey(api_key, inbound_info);
}

WireKeys::WireKeys(const SecretText& api_key)
    : contexts_(std::make_shared<const Contexts>(crypto::Hmac(outbound_subkey(api_key.reveal())),
                                                 crypto::Hmac(inbound_subkey(api_key.reveal())))) {}

crypto::Digest WireKeys::sign_outbound(std::string_view data) const {
  return contexts_->outbound.sign(data);
}

crypto::Digest WireKeys::sign_inbound(std::string_view data) const {
  return contexts_->inbound.sign(data);
}

std::string mint_inbound(const WireKeys& keys, std::string_view tenant_id, std::int64_t now_seconds,
                         std::string_view token_id) {
  const std::int64_t issued_at = now_seconds - minted_back;
  const json::Value payload = json::object({{"iss", our_issuer},
                                            {"sub", tenant_id},
                                            {"aud", store_issuer},
                                            {"iat", issued_at},
                                            {"nbf", issued_at},
                                            {"exp", issued_at + limits::jwt_life_accepted},
                                            {"jti", token_id}});
  std::string token = plain_header() + "." + crypto::base64url(json::write(payload));
  const crypto::Digest signature = keys.sign_inbound(token);
  return token + "." + crypto::base64url(bytes(signature));
}

Result<Claims> verify_outbound(std::string_view token, const WireKeys& keys,
                               std::string_view tenant_id, std::int64_t now_seconds,
                               std::string_view audience) {
  if (token.size() > longest_token) return refused("too long");
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos ||
      token.find('.', second + 1) != std::string_view::npos) {
    return refused("not three segments");
  }
  if (Status header = check_header(token.substr(0, first)); !header) return header.error();
  auto signature = crypto::base64url_decode(token.substr(second + 1));
  if (!signature) return refused("signature is not base64url");
  const crypto::Digest expected = keys.sign_outbound(token.substr(0, second));
  if (!crypto::equal(*signature, bytes(expected))) return refused("signature does not match");

  auto claims = read_claims(token.substr(first + 1, second - first - 1));
  if (!claims) return claims;
  if (claims->issuer != store_issuer) return refused("iss is not magento");
  if (claims->audience != audience) return refused("aud is another one");
  if (claims->subject != tenant_id) return refused("sub is another tenant");
  if (claims->token_id.empty() || claims->token_id.size() > longest_token_id) {
    return refused("jti is missing or too long");
  }
  if (Status times = check_times(*claims, now_seconds); !times) return times.error();
  return claims;
}

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() ||
      !text::iequals_ascii(authorization.substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  const std::string_view token = text::trim(authorization.substr(scheme.size()));
  if (token.empty()) return std::nullopt;
  return token;
}

}  // namespace byte8::magento
