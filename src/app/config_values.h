#pragma once
// Reading single values of the configuration: durations, whole numbers, addresses, URLs. Every
// error says what would be right; the caller adds which key it was.

#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"

namespace byte8::app {

// "20s": a whole number with ms, s, m, h, d or y (365 days).
Result<Millis> parse_duration(std::string_view text);
std::string duration_text(Millis value);
// 1 to 100 durations, separated by commas.
Result<std::vector<Millis>> parse_durations(std::string_view text);
Result<std::int64_t> parse_whole(std::string_view text);  // 0 or more
Result<bool> parse_boolean(std::string_view text);
// "127.0.0.1:8460", "[::1]:8460", "localhost:8460".
Result<Listen> parse_listen(std::string_view text);
std::vector<std::string> parse_list(std::string_view text);

struct Url {
  bool https = false;
  std::string host;  // an IPv6 address without its brackets
  std::string path;  // "" or "/prefix", never with a slash at the end

  bool loopback() const;
};
// http and https only, without user, query and fragment.
Result<Url> parse_url(std::string_view text);

}  // namespace byte8::app
