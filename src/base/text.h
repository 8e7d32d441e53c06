#pragma once
// UTF-8 text without a locale: validity, code points, cutting, ASCII case, trimming,
// percent-coding.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace byte8::text {

bool valid_utf8(std::string_view text);
std::size_t code_points(std::string_view text);
// At most `limit` code points; never cuts one in half.
std::string cut(std::string_view text, std::size_t limit);
std::string_view trim(std::string_view text);  // ASCII white space
std::string lower_ascii(std::string_view text);
bool iequals_ascii(std::string_view a, std::string_view b);
// Appends one code point as UTF-8.
void append_code_point(std::string& out, char32_t code_point);
// RFC 3986: everything but unreserved characters becomes %XX.
std::string percent_encode(std::string_view text);
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
// "a=1&b=2" → pairs, decoded as form data; a bad escape drops the pair.
std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text);
std::string form(const std::vector<std::pair<std::string, std::string>>& fields);
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace byte8::text
