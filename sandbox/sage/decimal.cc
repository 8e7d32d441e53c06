#include "sandbox/sage/decimal.h"

#include <charconv>

namespace byte8::sandbox::sage {
namespace {

constexpr Wide ten_to_10 = 10'000'000'000;

Wide rounded(Wide numerator, Wide denominator) {
  const bool negative = numerator < 0;
  const Wide size = negative ? -numerator : numerator;
  const Wide quotient = (size + denominator / 2) / denominator;
  return negative ? -quotient : quotient;
}

Cents held(Wide units) {
  const Wide limit = Wide{largest_amount.units} * 10;
  if (units > limit) units = limit;
  if (units < -limit) units = -limit;
  return {static_cast<std::int64_t>(units)};
}

struct Digits {
  bool negative = false;
  std::string text;        // all digits, without the point
  std::int64_t point = 0;  // how many of them stand before the point
};

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<Digits> read_digits(std::string_view text) {
  Digits digits;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) digits.negative = text[at++] == '-';
  const std::size_t whole = at;
  while (at < text.size() && digit(text[at])) digits.text += text[at++];
  if (at == whole) return std::nullopt;
  digits.point = static_cast<std::int64_t>(digits.text.size());
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = ++at;
    while (at < text.size() && digit(text[at])) digits.text += text[at++];
    if (at == fraction) return std::nullopt;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (++at < text.size() && text[at] == '+') ++at;
    int exponent = 0;
    const auto [end, error] =
        std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (error != std::errc() || exponent > 100 || exponent < -1000) return std::nullopt;
    digits.point += exponent;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size()) return std::nullopt;
  return digits;
}

std::string show_units(std::int64_t units, int places) {
  std::string digits = std::to_string(units < 0 ? -units : units);
  const auto width = static_cast<std::size_t>(places);
  if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
  digits.insert(digits.size() - width, ".");
  while (digits.back() == '0' && digits[digits.size() - 2] != '.') digits.pop_back();
  return units < 0 ? "-" + digits : digits;
}

}  // namespace

bool too_large(Cents amount) {
  return amount > largest_amount || amount < -largest_amount;
}

std::optional<std::int64_t> parse_units(std::string_view text, int places) {
  const auto digits = read_digits(text);
  if (!digits) return std::nullopt;
  const std::int64_t wanted = digits->point + places;  // digits that remain
  const auto size = static_cast<std::int64_t>(digits->text.size());
  Wide units = 0;
  for (std::int64_t at = 0; at < wanted; ++at) {
    units = units * 10 + (at < size ? digits->text[static_cast<std::size_t>(at)] - '0' : 0);
    if (units > INT64_MAX / 4) return std::nullopt;
  }
  if (wanted >= 0 && wanted < size && digits->text[static_cast<std::size_t>(wanted)] >= '5')
    ++units;
  return static_cast<std::int64_t>(digits->negative ? -units : units);
}

std::string show(Cents amount) {
  return show_units(amount.units, Cents::places);
}
std::string show(Fine number) {
  return show_units(number.units, Fine::places);
}

Cents times(Fine factor, Cents amount) {
  return held(rounded(Wide{factor.units} * amount.units, ten_to_10));
}

Cents percent_of(Cents amount, Fine percent) {
  return held(rounded(Wide{amount.units} * percent.units, ten_to_10 * 100));
}

Fine inverse(Fine rate) {
  return {static_cast<std::int64_t>(rounded(ten_to_10 * ten_to_10, rate.units))};
}

}  // namespace byte8::sandbox::sage
