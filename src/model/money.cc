#include "model/money.h"

#include <algorithm>
#include <limits>

namespace byte8::model {

namespace {

__extension__ typedef __int128 Wide;  // NOLINT: -Wpedantic knows no shorter way to name it

// Largest magnitudes the parsers let through: far above any document, far below an overflow of
// sums.
constexpr std::int64_t amount_bound = 9'200'000'000'000'000;    // 9.2e11
constexpr std::int64_t rate_bound = 9'200'000'000'000'000'000;  // 9.2e8

constexpr Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

constexpr Wide magnitude(Wide value) {
  return value < 0 ? -value : value;
}

enum class Toward { nearest, away };

// numerator ÷ denominator as an integer; halves (or any remainder) go away from zero.
constexpr Wide rounded(Wide numerator, Wide denominator, Toward toward) {
  const bool negative = (numerator < 0) != (denominator < 0);
  const Wide top = magnitude(numerator);
  const Wide bottom = magnitude(denominator);
  Wide whole = top / bottom;
  const Wide rest = top % bottom;
  if (toward == Toward::nearest ? rest >= bottom - rest : rest > 0) ++whole;
  return negative ? -whole : whole;
}

Error out_of_range() {
  return Error::coded(Fault::validation, "amount_out_of_range", "an amount is too large");
}

// numerator ÷ denominator at `places`, as four-place units.
Result<Amount> amount_at(Wide numerator, Wide denominator, int places, Toward toward) {
  BYTE8_CHECK(places >= 0 && places <= 4);
  if (denominator == 0) {
    return Error::coded(Fault::validation, "division_by_zero", "division by zero");
  }
  const Wide units = rounded(numerator, denominator, toward) * power_of_ten(4 - places);
  if (magnitude(units) > std::numeric_limits<std::int64_t>::max()) return out_of_range();
  return Amount{static_cast<std::int64_t>(units)};
}

Error not_a_number(std::string_view text) {
  return Error::make(Fault::serde, "not a decimal number: " + std::string(text.substr(0, 40)));
}

// A number's parts as they stand in its text.
struct Parts {
  bool negative = false;
  std::string digits;  // without the point and without leading zeros
  int scale = 0;       // value = digits × 10^-scale
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The exponent after "e"; bounded, for nothing beyond these bounds can be an amount.
bool read_exponent(std::string_view text, int& exponent) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  int value = 0;
  for (char c : text) value = std::min(value * 10 + (c - '0'), 100'000);
  exponent = negative ? -value : value;
  return true;
}

bool read_parts(std::string_view text, Parts& parts) {
  if (!text.empty() && text.front() == '-') {
    parts.negative = true;
    text.remove_prefix(1);
  }
  std::size_t at = 0;
  bool point = false;
  bool any = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && any && !point) {
      point = true;
      any = false;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (point) ++parts.scale;
    if (c != '0' || !parts.digits.empty()) parts.digits.push_back(c);
  }
  if (!any) return false;
  if (at == text.size()) return true;
  int exponent = 0;
  if ((text[at] != 'e' && text[at] != 'E') || !read_exponent(text.substr(at + 1), exponent)) {
    return false;
  }
  parts.scale -= exponent;
  return true;
}

Result<std::int64_t> parse_units(std::string_view text, int places, std::int64_t bound) {
  Parts parts;
  if (text.size() > 400 || !read_parts(text, parts)) return not_a_number(text);
  if (parts.digits.empty()) return std::int64_t{0};
  const int shift = places - parts.scale;
  bool up = false;
  if (shift >= 0) {
    if (shift > 19) return Error::make(Fault::serde, "number too large");
    parts.digits.append(static_cast<std::size_t>(shift), '0');
  } else {
    const auto drop = static_cast<std::size_t>(-shift);
    if (drop > parts.digits.size()) return std::int64_t{0};
    const std::size_t keep = parts.digits.size() - drop;
    up = parts.digits[keep] >= '5';
    parts.digits.resize(keep);
  }
  if (parts.digits.size() > 19) return Error::make(Fault::serde, "number too large");
  Wide units = 0;
  for (char c : parts.digits) units = units * 10 + (c - '0');
  if (up) ++units;
  if (units > bound) return Error::make(Fault::serde, "number too large");
  return static_cast<std::int64_t>(parts.negative ? -units : units);
}

// Sign, whole part, point and exactly `places` digits.
std::string fixed(std::int64_t units, std::int64_t one, int places) {
  const auto value = units < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(units)
                               : static_cast<std::uint64_t>(units);
  const auto unit = static_cast<std::uint64_t>(one);
  std::string out = units < 0 ? "-" : "";
  out += std::to_string(value / unit);
  if (places == 0) return out;
  std::string fraction = std::to_string(value % unit);
  fraction.insert(0, static_cast<std::size_t>(places) - fraction.size(), '0');
  return out + "." + fraction;
}

std::string without_trailing_zeros(std::string text) {
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Amount operator+(Amount a, Amount b) {
  Amount sum;
  BYTE8_CHECK(!__builtin_add_overflow(a.units, b.units, &sum.units));
  return sum;
}

Amount operator-(Amount a, Amount b) {
  Amount difference;
  BYTE8_CHECK(!__builtin_sub_overflow(a.units, b.units, &difference.units));
  return difference;
}

Amount& operator+=(Amount& a, Amount b) {
  a = a + b;
  return a;
}

Result<Amount> parse_amount(std::string_view text) {
  auto units = parse_units(text, 4, amount_bound);
  if (!units) return units.error();
  return Amount{*units};
}

Result<Rate> parse_rate(std::string_view text) {
  auto units = parse_units(text, 10, rate_bound);
  if (!units) return units.error();
  return Rate{*units};
}

std::string text(Amount amount) {
  std::string four = fixed(amount.units, Amount::one, 4);
  if (four.ends_with("00")) four.resize(four.size() - 2);
  return four;
}

std::string text2(Amount amount) {
  std::string four = fixed(round_to(amount, 2).units, Amount::one, 4);
  four.resize(four.size() - 2);
  return four;
}

std::string text(Rate rate) {
  return without_trailing_zeros(fixed(rate.units, Rate::one, 10));
}

std::string plain(Amount amount) {
  return without_trailing_zeros(fixed(amount.units, Amount::one, 4));
}

int minor_digits(std::string_view currency) {
  static constexpr std::string_view none[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                              "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                              "VUV", "XAF", "XOF", "XPF"};
  static constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::ranges::find(none, currency) != std::end(none)) return 0;
  if (std::ranges::find(three, currency) != std::end(three)) return 3;
  return 2;
}

Amount round_to(Amount amount, int places) {
  auto result = amount_at(amount.units, power_of_ten(4 - places), places, Toward::nearest);
  return std::move(result).value();
}

Result<Amount> multiply(Amount amount, Quantity quantity, int places) {
  return amount_at(Wide{amount.units} * quantity.units, power_of_ten(8 - places), places,
                   Toward::nearest);
}

Result<Amount> percent_of(Amount amount, Rate percent, int places) {
  return amount_at(Wide{amount.units} * percent.units, power_of_ten(16 - places), places,
                   Toward::nearest);
}

Result<Amount> divide(Amount amount, Quantity quantity, int places) {
  return amount_at(Wide{amount.units} * power_of_ten(places), quantity.units, places,
                   Toward::nearest);
}

Result<Amount> divide_up(Amount amount, Quantity quantity, int places) {
  return amount_at(Wide{amount.units} * power_of_ten(places), quantity.units, places, Toward::away);
}

Result<Rate> inverse(Rate rate) {
  if (rate.zero()) {
    return Error::coded(Fault::validation, "division_by_zero", "division by zero");
  }
  const Wide units = rounded(power_of_ten(20), rate.units, Toward::nearest);
  if (magnitude(units) > std::numeric_limits<std::int64_t>::max()) return out_of_range();
  return Rate{static_cast<std::int64_t>(units)};
}

Result<Amount> multiply(Amount amount, Rate rate, int places) {
  return amount_at(Wide{amount.units} * rate.units, power_of_ten(14 - places), places,
                   Toward::nearest);
}

Result<Amount> divide(Amount amount, Rate rate, int places) {
  return amount_at(Wide{amount.units} * power_of_ten(6 + places), rate.units, places,
                   Toward::nearest);
}

}  // namespace byte8::model
