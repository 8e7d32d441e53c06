#include "store/ids.h"

#include <algorithm>

namespace byte8::store {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr Millis epoch = 1'704'067'200'000;  // 2024-01-01

}  // namespace

std::int64_t IdMaker::next(Millis wall) {
  last_ = std::max(last_ + 1, first_id(wall));
  return last_;
}

void IdMaker::above(std::int64_t id) {
  last_ = std::max(last_, id);
}

std::int64_t first_id(Millis wall) {
  constexpr Millis last = INT64_MAX >> 20;
  return std::clamp<Millis>(wall - epoch, 0, last) << 20;
}

std::string id_text(std::string_view prefix, std::int64_t id) {
  std::string digits(13, '0');
  auto rest = static_cast<std::uint64_t>(id);
  for (std::size_t i = digits.size(); i-- > 0; rest >>= 5) digits[i] = alphabet[rest & 31U];
  return std::string(prefix) + "_" + digits;
}

std::optional<std::int64_t> id_of(std::string_view prefix, std::string_view text) {
  if (text.size() != prefix.size() + 14 || !text.starts_with(prefix) ||
      text[prefix.size()] != '_') {
    return std::nullopt;
  }
  std::uint64_t id = 0;
  for (const char c : text.substr(prefix.size() + 1)) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    id = (id << 5U) | digit;
  }
  return static_cast<std::int64_t>(id);
}

}  // namespace byte8::store
