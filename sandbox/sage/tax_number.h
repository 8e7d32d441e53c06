#pragma once
// The shape of a tax number by country: GB and IE as their authorities print them, others loosely.

#include <cctype>
#include <string>
#include <string_view>

namespace byte8::sandbox::sage {

inline bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// Seven characters of which the second may be a letter, + or *, then one or two letters.
inline bool irish_number(std::string_view rest) {
  if (rest.size() < 8 || rest.size() > 9) return false;
  const bool second =
      std::isalnum(static_cast<unsigned char>(rest[1])) || rest[1] == '+' || rest[1] == '*';
  if (!second || !all_digits(rest.substr(0, 1)) || !all_digits(rest.substr(2, 5))) return false;
  for (const char c : rest.substr(7)) {
    if (c < 'A' || c > 'Z') return false;
  }
  return true;
}

inline bool valid_tax_number(std::string_view number, std::string_view country) {
  std::string text;
  for (const char c : number) {
    if (c != ' ') text += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  std::string_view rest = text;
  if (rest.starts_with(country)) rest.remove_prefix(country.size());
  if (country == "GB") return (rest.size() == 9 || rest.size() == 12) && all_digits(rest);
  if (country == "IE") return irish_number(rest);
  if (rest.size() < 2 || rest.size() > 20) return false;
  for (const char c : rest) {
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.') return false;
  }
  return true;
}

}  // namespace byte8::sandbox::sage
