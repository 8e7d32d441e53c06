#include "app/config_values.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>

#include "base/text.h"

namespace byte8::app {
namespace {

struct Unit {
  std::string_view name;
  Millis milliseconds;
};
constexpr std::array<Unit, 6> units = {{{"ms", 1},
                                        {"s", 1'000},
                                        {"m", 60'000},
                                        {"h", 3'600'000},
                                        {"d", 86'400'000},
                                        {"y", Millis{365} * 86'400'000}}};
constexpr std::size_t durations_max = 100;
// A thousand years in milliseconds: far from overflow, and nobody means more.
constexpr Millis duration_max = Millis{1000} * 365 * 86'400'000;

Error wrong(std::string message) {
  return Error::make(Fault::validation, std::move(message));
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

bool loopback_address(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  in6_addr six{};
  return inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

bool literal_address(const std::string& address) {
  in6_addr any{};
  return inet_pton(AF_INET, address.c_str(), &any) == 1 ||
         inet_pton(AF_INET6, address.c_str(), &any) == 1;
}

// "host:port" or "[v6]:port" → both halves; the port is empty when there is none.
std::optional<std::pair<std::string, std::string_view>> host_and_port(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    return std::pair(std::string(text.substr(1, end - 1)), rest.empty() ? rest : rest.substr(1));
  }
  const std::size_t colon = text.find(':');
  if (colon != text.rfind(':')) return std::nullopt;
  if (colon == std::string_view::npos) return std::pair(std::string(text), std::string_view());
  return std::pair(std::string(text.substr(0, colon)), text.substr(colon + 1));
}

}  // namespace

bool Listen::loopback() const {
  return loopback_address(address);
}

std::string Listen::text() const {
  const bool six = address.find(':') != std::string::npos;
  return (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

bool Url::loopback() const {
  return host == "localhost" || loopback_address(host);
}

Result<Millis> parse_duration(std::string_view text) {
  const std::size_t unit_at = text.find_first_not_of("0123456789");
  if (unit_at != std::string_view::npos) {
    for (const Unit& unit : units) {
      if (text.substr(unit_at) != unit.name) continue;
      const std::optional<std::int64_t> count = digits(text.substr(0, unit_at));
      if (!count) break;
      if (*count > duration_max / unit.milliseconds)
        return wrong("is longer than a thousand years");
      return *count * unit.milliseconds;
    }
  }
  return wrong("must be a whole number with a unit: ms, s, m, h, d or y, like 20s");
}

std::string duration_text(Millis value) {
  for (std::size_t i = units.size(); i-- > 0;) {
    const Unit& unit = units.at(i);
    if (value != 0 && value % unit.milliseconds == 0) {
      return std::to_string(value / unit.milliseconds) + std::string(unit.name);
    }
  }
  return std::to_string(value) + "ms";
}

Result<std::vector<Millis>> parse_durations(std::string_view text) {
  std::vector<Millis> all;
  for (const std::string& item : parse_list(text)) {
    auto one = parse_duration(item);
    if (!one) return wrong("\"" + item + "\" " + one.error().message);
    if (*one == 0) return wrong("must not hold a duration of nothing");
    all.push_back(*one);
  }
  if (all.empty() || all.size() > durations_max) return wrong("must hold 1 to 100 durations");
  return all;
}

Result<std::int64_t> parse_whole(std::string_view text) {
  const std::optional<std::int64_t> value = digits(text);
  if (!value) return wrong("must be a whole number of at least 0");
  return *value;
}

Result<bool> parse_boolean(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return wrong("must be true or false");
}

Result<Listen> parse_listen(std::string_view text) {
  const auto parts = host_and_port(text);
  const std::optional<std::int64_t> port = parts ? digits(parts->second) : std::nullopt;
  if (!port || *port > 65'535) return wrong("must be an address and a port, like 127.0.0.1:8460");
  Listen listen{.address = parts->first == "localhost" ? "127.0.0.1" : parts->first,
                .port = static_cast<std::uint16_t>(*port)};
  if (!literal_address(listen.address)) {
    return wrong("must name the address in numbers, like 127.0.0.1:8460 or [::]:8460");
  }
  return listen;
}

std::vector<std::string> parse_list(std::string_view text) {
  std::vector<std::string> items;
  for (const std::string_view item : text::split(text, ',')) {
    if (const std::string_view trimmed = text::trim(item); !trimmed.empty()) {
      items.emplace_back(trimmed);
    }
  }
  return items;
}

Result<Url> parse_url(std::string_view text) {
  Url url;
  if (text.starts_with("https://")) {
    url.https = true;
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else {
    return wrong("must start with https:// or http://");
  }
  const std::size_t slash = text.find('/');
  const auto parts = host_and_port(text.substr(0, slash));
  if (text.find_first_of("?#@ \t") != std::string_view::npos || !parts || parts->first.empty() ||
      (!parts->second.empty() && !digits(parts->second))) {
    return wrong("must be an address without user name, query and fragment");
  }
  url.host = text::lower_ascii(parts->first);
  if (slash != std::string_view::npos) url.path = text.substr(slash);
  while (url.path.ends_with('/')) url.path.pop_back();
  return url;
}

}  // namespace byte8::app
