#include "sandbox/shop/php.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/text.h"

namespace byte8::sandbox::shop::php {

namespace {

constexpr std::string_view blanks = " \t\n\r\v\f";

bool digit(char letter) {
  return letter >= '0' && letter <= '9';
}

std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && digit(text[end])) ++end;
  return end - at;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Length of the number at the front, and whether it is written as an integer.
struct Written {
  std::size_t length = 0;
  bool integer = true;
};

Written written(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  Written result;
  std::size_t count = digits(text, at);
  at += count;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits(text, at + 1);
    count += fraction;
    at += 1 + fraction;
    result.integer = false;
  }
  if (count == 0) return {};
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const std::size_t exponent = digits(text, at + 1 + sign);
    if (exponent > 0) {
      at += 1 + sign + exponent;
      result.integer = false;
    }
  }
  result.length = at;
  return result;
}

}  // namespace

std::string trim(std::string_view text) {
  constexpr std::string_view trimmed(" \t\n\r\0\v", 6);
  const std::size_t first = text.find_first_not_of(trimmed);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(trimmed) - first + 1));
}

std::optional<std::int64_t> to_int(std::string_view text) {
  std::string_view number = without_blanks(text);
  const Written form = written(number);
  if (form.length == 0 || form.length != number.size()) return std::nullopt;
  if (number.front() == '+') number.remove_prefix(1);
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  if (form.integer) {
    std::int64_t value = 0;
    const auto [end, failure] =
        std::from_chars(number.data(), number.data() + number.size(), value);
    if (failure == std::errc::result_out_of_range) return number.front() == '-' ? least : most;
    return value;
  }
  const double value = std::trunc(std::strtod(std::string(number).c_str(), nullptr));
  // PHP gives 0 for a float that no integer can hold.
  if (!(value >= -9.2e18 && value <= 9.2e18)) return 0;
  return static_cast<std::int64_t>(value);
}

std::optional<std::string> to_string(const json::Value& value) {
  if (value.is_bool()) return value.boolean() ? "1" : "";
  if (value.is_number()) return value.number_text();
  if (value.is_string()) return value.string();
  return std::nullopt;
}

std::string three_byte_utf8(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if ((static_cast<unsigned char>(text[at]) & 0xF8) == 0xF0) {
      kept += "????";
      at += 4;
    } else {
      kept += text[at++];
    }
  }
  return kept;
}

std::string column(std::string_view text, std::size_t limit) {
  return text::cut(three_byte_utf8(text), limit);
}

std::string timestamp(std::string_view text) {
  // Only the lengths of the parts are checked here: a calendar is more than the recordings asked
  // for.
  constexpr std::string_view shape = "0000-00-00 00:00:00";
  if (text.size() < 10) return std::string(shape);
  std::string result(shape);
  for (std::size_t at = 0; at < shape.size(); ++at) {
    if (at >= text.size()) break;
    const bool right = shape[at] == '0'   ? digit(text[at])
                       : shape[at] == ' ' ? text[at] == ' ' || text[at] == 'T'
                                          : text[at] == shape[at];
    if (!right)
      return at < 10 ? std::string(shape) : result.substr(0, at) + std::string(shape.substr(at));
    if (shape[at] == '0') result[at] = text[at];
  }
  return result;
}

std::string mysql_time(Millis wall) {
  std::string text = utc_text(wall);
  text[10] = ' ';
  text.pop_back();
  return text;
}

std::string iso_time(Millis wall) {
  std::string text = utc_text(wall);
  text.pop_back();
  return text + "+00:00";
}

}  // namespace byte8::sandbox::shop::php
