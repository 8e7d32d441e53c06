#include "sync/tax_number.h"

#include <algorithm>

namespace byte8::sync {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view without_prefix(std::string_view number, std::string_view prefix) {
  return number.starts_with(prefix) ? number.substr(prefix.size()) : number;
}

bool british(std::string_view number) {
  const std::string_view digits = without_prefix(without_prefix(number, "GB"), "XI");
  return all_digits(digits) && (digits.size() == 9 || digits.size() == 12);
}

bool irish(std::string_view number) {
  const std::string_view body = without_prefix(number, "IE");
  if (body.size() != 8 && body.size() != 9) return false;
  const bool second = is_digit(body[1]) || is_upper(body[1]) || body[1] == '+' || body[1] == '*';
  return is_digit(body[0]) && second && all_digits(body.substr(2, 5)) &&
         std::ranges::all_of(body.substr(7), is_upper);
}

bool elsewhere(std::string_view number) {
  if (number.size() < 4 || number.size() > 14 || !is_upper(number[0]) || !is_upper(number[1])) {
    return false;
  }
  const std::string_view body = number.substr(2);
  return std::ranges::any_of(body, is_digit) &&
         std::ranges::all_of(body, [](char c) { return is_digit(c) || is_upper(c); });
}

}  // namespace

std::string usable_tax_number(std::string_view raw, std::string_view country) {
  std::string number;
  for (char c : raw) {
    if (c == ' ' || c == '.' || c == '-') continue;
    number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool usable = country == "GB"   ? british(number)
                      : country == "IE" ? irish(number)
                                        : elsewhere(number);
  return usable ? number : std::string();
}

}  // namespace byte8::sync
