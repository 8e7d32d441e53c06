#include "sandbox/shop/token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/json.h"

namespace byte8::sandbox::shop::token {

namespace {

std::string digest(const EVP_MD* kind, std::string_view data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes = {};
  unsigned int size = 0;
  EVP_Digest(data.data(), data.size(), bytes.data(), &size, kind, nullptr);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += "0123456789abcdef"[value >> 4];
    text += "0123456789abcdef"[value & 15];
  }
  return text;
}

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// The JSON object that a segment of a token holds.
std::optional<json::Value> segment(std::string_view text) {
  const std::optional<std::string> bytes = base64url_decode(text);
  if (!bytes) return std::nullopt;
  Result<json::Value> value = json::parse(*bytes);
  if (!value || !value->is_object()) return std::nullopt;
  return std::move(*value);
}

bool is_text(const json::Value& object, std::string_view key, std::string_view expected) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_string() && member->string() == expected;
}

std::optional<std::int64_t> integer(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_number() ? member->integer() : std::nullopt;
}

}  // namespace

std::string sha256(std::string_view data) {
  return digest(EVP_sha256(), data);
}
std::string sha256_hex(std::string_view data) {
  return hex(sha256(data));
}
std::string sha1_hex(std::string_view data) {
  return hex(digest(EVP_sha1(), data));
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes = {};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(data.data()), data.size(), bytes.data(), &size);
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string derive(std::string_view api_key, std::string_view purpose) {
  const std::string extracted = hmac_sha256(std::string(32, '\0'), api_key);
  return hmac_sha256(extracted, std::string(purpose) + '\x01');
}

std::string base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(byte);
    for (held += 8; held >= 6;) text += alphabet[(bits >> (held -= 6)) & 63];
  }
  if (held > 0) text += alphabet[(bits << (6 - held)) & 63];
  return text;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char letter : text) {
    const std::size_t value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) bytes += static_cast<char>((bits >> (held -= 8)) & 255);
  }
  return bytes;
}

std::string mint(std::string_view outbound_key, std::string_view tenant, std::int64_t now,
                 std::string_view jti) {
  const json::Value claims = json::object({{"iss", "magento"},
                                           {"sub", tenant},
                                           {"aud", "byte8-ledger"},
                                           {"iat", now},
                                           {"nbf", now},
                                           {"exp", now + 60},
                                           {"jti", jti}});
  std::string text =
      base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(json::write_ascii(claims));
  const std::string signature = base64url(hmac_sha256(outbound_key, text));
  return text + '.' + signature;
}

std::optional<Accepted> verify(std::string_view jwt, std::string_view inbound_key,
                               std::string_view tenant, std::int64_t now) {
  const std::size_t first = jwt.find('.');
  const std::size_t second = first == std::string_view::npos ? first : jwt.find('.', first + 1);
  if (second == std::string_view::npos || jwt.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto header = segment(jwt.substr(0, first));
  const auto claims = segment(jwt.substr(first + 1, second - first - 1));
  const auto signature = base64url_decode(jwt.substr(second + 1));
  if (!header || !claims || !signature) return std::nullopt;
  if (!is_text(*header, "alg", "HS256") || !is_text(*header, "typ", "JWT")) return std::nullopt;
  if (!equal(*signature, hmac_sha256(inbound_key, jwt.substr(0, second)))) return std::nullopt;
  if (!is_text(*claims, "iss", "byte8-ledger") || !is_text(*claims, "aud", "magento") ||
      !is_text(*claims, "sub", tenant)) {
    return std::nullopt;
  }
  const auto iat = integer(*claims, "iat");
  const auto nbf = integer(*claims, "nbf");
  const auto exp = integer(*claims, "exp");
  const std::string jti = claims->text_or("jti");
  if (!iat || !nbf || !exp || jti.empty()) return std::nullopt;
  if (*iat > now + 30 || *nbf > now || *exp <= now || *exp - *iat > 300) return std::nullopt;
  return Accepted{.jti = jti, .exp = *exp};
}

}  // namespace byte8::sandbox::shop::token
