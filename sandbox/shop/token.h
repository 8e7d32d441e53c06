#pragma once
// The module's JSON Web Tokens: HS256 with a key derived from the api key by HKDF (RFC 5869).
// Written on OpenSSL alone, apart from the product's, so that a shared mistake cannot hide. Source:
// spec/wire.md.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace byte8::sandbox::shop::token {

std::string sha256(std::string_view data);  // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string sha256_hex(std::string_view data);
std::string sha1_hex(std::string_view data);
bool equal(std::string_view a, std::string_view b);  // constant time for equal lengths

inline constexpr std::string_view outbound_purpose = "byte8-magento-outbound-v1";
inline constexpr std::string_view inbound_purpose = "byte8-magento-inbound-v1";
// 32 raw bytes from the text of the api key.
std::string derive(std::string_view api_key, std::string_view purpose);

std::string base64url(std::string_view bytes);
std::optional<std::string> base64url_decode(std::string_view text);  // padding tolerated

// A token of Magento for the chassis: iat = nbf = now, exp = now + 60. Times in unix seconds.
std::string mint(std::string_view outbound_key, std::string_view tenant, std::int64_t now,
                 std::string_view jti);

struct Accepted {
  std::string jti;
  std::int64_t exp = 0;
};
// Every check of an inbound token but the replay: no leeway but 30 s for iat; a life of at most 300
// s.
std::optional<Accepted> verify(std::string_view jwt, std::string_view inbound_key,
                               std::string_view tenant, std::int64_t now);

}  // namespace byte8::sandbox::shop::token
