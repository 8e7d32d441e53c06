#include "api/router.h"

#include "base/text.h"

namespace byte8::api {
namespace {

std::optional<std::vector<std::string>> captured(std::string_view pattern,
                                                 const std::vector<std::string_view>& parts) {
  const std::vector<std::string_view> wanted = text::split(pattern, '/');
  if (wanted.size() != parts.size()) return std::nullopt;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!wanted[i].starts_with('{')) {
      if (wanted[i] != parts[i]) return std::nullopt;
      continue;
    }
    auto value = text::percent_decode(parts[i]);
    if (!value || value->empty()) return std::nullopt;
    values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace

Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  const std::vector<std::string_view> parts = text::split(path, '/');
  for (const Route& route : routes_) {
    auto values = captured(route.pattern, parts);
    if (!values) continue;
    // What only the operator may see does not even say how it is asked.
    if (route.access != Access::host) match.allowed.push_back(route.method);
    if (route.method != method || match.route != nullptr) continue;
    match.route = &route;
    match.captured = *std::move(values);
  }
  return match;
}

}  // namespace byte8::api
