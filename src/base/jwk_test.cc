#include "base/jwk.h"

#include <gtest/gtest.h>

#include "base/crypto.h"

namespace byte8::crypto {
namespace {

// RFC 7515, appendix A.3: the key, what is signed, and the signature.
constexpr const char* x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr const char* y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr const char* signed_text =
    "eyJhbGciOiJFUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ";
constexpr const char* signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

json::Value ec(const std::string& first, const std::string& second) {
  return json::object({{"kty", "EC"}, {"crv", "P-256"}, {"x", first}, {"y", second}});
}

TEST(Jwk, checks_the_signature_of_the_standards_example) {
  const auto key = PublicKey::from_jwk(ec(x, y));
  ASSERT_TRUE(key.ok()) << key.error().message;
  EXPECT_EQ(key->signing(), Signing::es256);
  std::string bytes = *base64url_decode(signature);
  EXPECT_TRUE(key->verifies(signed_text, bytes));
  EXPECT_FALSE(key->verifies(std::string(signed_text) + "x", bytes));
  EXPECT_FALSE(key->verifies(signed_text, ""));
  EXPECT_FALSE(key->verifies(signed_text, bytes + "x"));
  EXPECT_FALSE(key->verifies(signed_text, std::string(64, '\0')));
  bytes[10] = static_cast<char>(bytes[10] ^ 1);
  EXPECT_FALSE(key->verifies(signed_text, bytes));
}

TEST(Jwk, takes_no_key_that_is_none) {
  json::Value other_curve = ec(x, y);
  other_curve.set("crv", "P-384");
  const std::string short_number = base64url(std::string(128, '\xff'));
  const std::string even_number = base64url(std::string(256, '\xfe'));
  for (const json::Value& bad :
       {json::Value(), json::Value("text"), json::object({}), json::object({{"kty", "oct"}}),
        ec(x, ""), ec(x, "not base64url!"), ec(x, x), ec(x, base64url("short")), other_curve,
        json::object({{"kty", "RSA"}, {"n", short_number}, {"e", "AQAB"}}),
        json::object({{"kty", "RSA"}, {"n", even_number}, {"e", "AQAB"}}),
        json::object({{"kty", "RSA"}, {"e", "AQAB"}})}) {
    EXPECT_FALSE(PublicKey::from_jwk(bad).ok()) << json::write(bad);
  }
}

TEST(Jwk, knows_two_ways_to_sign) {
  EXPECT_EQ(signing_of("RS256"), Signing::rs256);
  EXPECT_EQ(signing_of("ES256"), Signing::es256);
  for (const char* other : {"none", "None", "HS256", "RS384", "PS256", "rs256", ""}) {
    EXPECT_FALSE(signing_of(other).has_value()) << other;
  }
}

}  // namespace
}  // namespace byte8::crypto
