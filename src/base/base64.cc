// Hexadecimal, base64 and base64url (RFC 4648). Decoding refuses characters outside the alphabet
// and bits set beyond the last byte: one value has one spelling, so a token has one too.

#include <array>

#include "base/crypto.h"

namespace byte8::crypto {
namespace {

using Alphabet = std::string_view;
constexpr Alphabet standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr Alphabet url_safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

using Table = std::array<std::int8_t, 256>;

consteval Table reverse(Alphabet alphabet) {
  Table table{};
  table.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

constexpr Table standard_values = reverse(standard);
constexpr Table url_safe_values = reverse(url_safe);

Error bad_base64() {
  return Error::make(Fault::validation, "not valid base64");
}

std::string encode(std::string_view bytes, Alphabet alphabet) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) out += alphabet[(held >> (bits - 6)) & 63];
  }
  if (bits > 0) out += alphabet[(held << (6 - bits)) & 63];
  return out;
}

Result<std::string> decode(std::string_view text, const Table& values) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::int8_t value = values[static_cast<unsigned char>(c)];
    if (value < 0) return bad_base64();
    held = (held << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>((held >> bits) & 0xFF);
    }
  }
  const bool left_over = (held & ((1U << bits) - 1)) != 0;
  if (bits >= 6 || left_over) return bad_base64();
  return out;
}

// The text without its padding; only a text padded to whole groups of four may have any.
std::string_view without_padding(std::string_view text) {
  if (text.size() % 4 != 0) return text;
  if (text.ends_with("==")) return text.substr(0, text.size() - 2);
  if (text.ends_with('=')) return text.substr(0, text.size() - 1);
  return text;
}

}  // namespace

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += {digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

std::string base64url(std::string_view bytes) {
  return encode(bytes, url_safe);
}

Result<std::string> base64url_decode(std::string_view text) {
  return decode(without_padding(text), url_safe_values);
}

std::string base64(std::string_view bytes) {
  std::string out = encode(bytes, standard);
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

Result<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return bad_base64();
  return decode(without_padding(text), standard_values);
}

}  // namespace byte8::crypto
