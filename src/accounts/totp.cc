#include "accounts/totp.h"

#include <array>

#include "base/check.h"
#include "base/crypto.h"
#include "base/text.h"

namespace byte8::accounts {
namespace {

constexpr Millis step_ms = 30'000;
constexpr std::size_t digits = 6;
constexpr std::size_t sha1_block = 64;
constexpr std::uint32_t code_range = 1'000'000;

int hex_value(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

std::string sha1(const std::string& data) {
  const std::string hex = crypto::sha1_hex(data);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(hex_value(hex[i]) * 16 + hex_value(hex[i + 1])));
  }
  return bytes;
}

// RFC 2104; authenticator apps know SHA-1 only, which is no weakness in an HMAC.
std::string hmac_sha1(std::string_view key, const std::string& data) {
  BYTE8_CHECK(key.size() <= sha1_block);
  std::string inner(sha1_block, '\x36');
  std::string outer(sha1_block, '\x5c');
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  return sha1(outer + sha1(inner + data));
}

}  // namespace

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char byte : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(byte);
    bits += 8;
    while (bits >= 5) {
      out.push_back(alphabet[(buffer >> (bits - 5)) & 31U]);
      bits -= 5;
    }
    buffer &= (1U << bits) - 1;
  }
  if (bits > 0) out.push_back(alphabet[(buffer << (5 - bits)) & 31U]);
  return out;
}

std::int64_t totp_step_at(Millis wall) {
  return wall / step_ms;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (56 - 8 * i)) & 255U);
  }
  const std::string mac = hmac_sha1(secret, counter);
  const std::size_t offset = static_cast<unsigned char>(mac[19]) & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = (number << 8) | static_cast<unsigned char>(mac[offset + i]);
  }
  const std::string text = std::to_string((number & 0x7fffffffU) % code_range);
  return std::string(digits - text.size(), '0') + text;
}

std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code,
                                         Millis wall, std::optional<std::int64_t> used) {
  const std::int64_t now = totp_step_at(wall);
  std::optional<std::int64_t> found;
  for (const std::int64_t step : {now - 1, now, now + 1}) {
    const bool same = crypto::equal(totp_code(secret, step), code);
    if (same && (!used || step > *used)) found = step;
  }
  return found;
}

std::string totp_uri(std::string_view secret, std::string_view email) {
  return "otpauth://totp/Byte8%20Ledger:" + text::percent_encode(email) +
         "?secret=" + base32(secret) + "&issuer=Byte8%20Ledger&algorithm=SHA1&digits=6&period=30";
}

}  // namespace byte8::accounts
