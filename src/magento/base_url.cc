#include "magento/base_url.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.h"

namespace byte8::magento {
namespace {

constexpr std::size_t longest_url = 500;

Error invalid(std::string why) {
  Error error = Error::in_field("magento_base_url", std::move(why));
  error.code = "invalid_url";
  return error;
}

bool printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool host_label_ok(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
    return false;
  return std::ranges::all_of(label, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool host_ok(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
      return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
    });
  }
  const auto labels = text::split(host, '.');
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(labels, host_label_ok);
}

struct Parts {
  std::string scheme = "https";
  std::string_view authority;
  std::string_view path;
};

Result<Parts> take_apart(std::string_view url) {
  Parts parts;
  if (const std::size_t mark = url.find("://"); mark != std::string_view::npos) {
    parts.scheme = text::lower_ascii(url.substr(0, mark));
    if (parts.scheme != "https" && parts.scheme != "http") {
      return invalid("Use an address that starts with https://.");
    }
    url.remove_prefix(mark + 3);
  } else if (url.starts_with("//")) {
    url.remove_prefix(2);
  }
  url = url.substr(0, std::min(url.find('?'), url.find('#')));
  const std::size_t slash = url.find('/');
  parts.authority = url.substr(0, slash);
  if (slash != std::string_view::npos) parts.path = url.substr(slash);
  if (parts.authority.find('@') != std::string_view::npos) {
    return invalid("Leave user name and password out of the address.");
  }
  return parts;
}

// Host and port; the port is dropped where it is the scheme's own.
Result<std::string> tidy_authority(std::string_view authority, std::string_view scheme) {
  const std::string lower = text::lower_ascii(authority);
  std::string_view host = lower;
  std::string_view port;
  const std::size_t bracket = lower.rfind(']');
  const std::size_t colon = lower.rfind(':');
  if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) {
    host = std::string_view(lower).substr(0, colon);
    port = std::string_view(lower).substr(colon + 1);
  }
  if (!host_ok(host)) return invalid("This is not the name of a host.");
  std::string tidied(host);
  if (port.empty()) return tidied;
  std::uint16_t number = 0;
  const auto [end, problem] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (problem != std::errc() || end != port.data() + port.size() || number == 0) {
    return invalid("The port must be a number from 1 to 65535.");
  }
  const bool implied = number == (scheme == "https" ? 443 : 80);
  return implied ? tidied : tidied + ":" + std::to_string(number);
}

// The folder a shop lives in. People paste links out of the shop's own pages, so what follows the
// entry script or the REST prefix is not part of it.
Result<std::string> tidy_path(std::string_view path) {
  std::string tidied;
  for (const std::string_view segment : text::split(path, '/')) {
    if (segment.empty()) continue;
    if (segment == "index.php" || segment == "rest") break;
    if (segment == "." || segment == "..") return invalid("Leave dots out of the path.");
    tidied.push_back('/');
    tidied.append(segment);
  }
  return tidied;
}

}  // namespace

Result<std::string> tidy_base_url(std::string_view typed) {
  const std::string_view url = text::trim(typed);
  if (url.empty()) return invalid("Enter the address of the store.");
  if (url.size() > longest_url) return invalid("This address is too long.");
  if (!printable_ascii(url)) {
    return invalid(
        "The address may hold no spaces and only ASCII; write the xn-- form of the host.");
  }
  auto parts = take_apart(url);
  if (!parts) return parts.error();
  auto authority = tidy_authority(parts->authority, parts->scheme);
  if (!authority) return authority;
  auto path = tidy_path(parts->path);
  if (!path) return path;
  return parts->scheme + "://" + *authority + *path;
}

std::string store_key(std::string_view tidied) {
  const std::size_t mark = tidied.find("://");
  return std::string(mark == std::string_view::npos ? tidied : tidied.substr(mark + 3));
}

std::string origin(std::string_view tidied) {
  const std::size_t mark = tidied.find("://");
  if (mark == std::string_view::npos) return {};
  return std::string(tidied.substr(0, tidied.find('/', mark + 3)));
}

}  // namespace byte8::magento
