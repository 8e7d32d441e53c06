#pragma once
// SHA-256 (FIPS 180-4) and base64 (RFC 4648), the simulator's own: PKCE is checked by other code
// than the product's.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace byte8::sandbox::sage {

std::array<unsigned char, 32> sha256(std::string_view data);
std::string base64url(std::string_view bytes);                    // no padding
std::optional<std::string> base64_decode(std::string_view text);  // of HTTP Basic; padding optional
std::string s256(std::string_view verifier);                      // code_challenge of RFC 7636

}  // namespace byte8::sandbox::sage
