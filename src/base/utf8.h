#pragma once
// One step of UTF-8 decoding, shared by text.cc and json.cc. Over-long forms, surrogates and values
// above U+10FFFF are invalid (RFC 3629).

#include <cstddef>
#include <string_view>

namespace byte8::utf8 {

struct Step {
  char32_t code_point = 0;
  std::size_t length = 0;  // 0: the byte at the position begins no valid sequence
};

// `at` must be below text.size().
inline Step decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  char32_t code_point = 0;
  char32_t least = 0;
  if ((first & 0xE0) == 0xC0) {
    length = 2, code_point = first & 0x1FU, least = 0x80;
  } else if ((first & 0xF0) == 0xE0) {
    length = 3, code_point = first & 0x0FU, least = 0x800;
  } else if ((first & 0xF8) == 0xF0) {
    length = 4, code_point = first & 0x07U, least = 0x10000;
  } else {
    return {};
  }
  if (text.size() - at < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code_point = (code_point << 6) | (byte(i) & 0x3FU);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least || code_point > 0x10FFFF || surrogate) return {};
  return {code_point, length};
}

}  // namespace byte8::utf8
