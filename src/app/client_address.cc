#include "app/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>
#include <optional>
#include <ranges>

#include "base/text.h"

namespace byte8::app {
namespace {

std::optional<sockaddr_storage> parsed(const std::string& text) {
  sockaddr_storage storage = {};
  sockaddr_in v4 = {};
  sockaddr_in6 v6 = {};
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&storage, &v4, sizeof v4);
    return storage;
  }
  if (::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    std::memcpy(&storage, &v6, sizeof v6);
    return storage;
  }
  return std::nullopt;
}

bool is_proxy(const net::Guard& proxies, const std::string& text) {
  const auto address = parsed(text);
  return address && proxies.lists(reinterpret_cast<const sockaddr*>(&*address));
}

}  // namespace

std::string client_address(const net::Guard& proxies, const http::Request& request) {
  if (!is_proxy(proxies, request.peer)) return request.peer;
  // A proxy appends to the header or adds another line: the last line is the nearest to us.
  const std::string* header = nullptr;
  for (const http::Header& one : request.headers) {
    if (text::iequals_ascii(one.name, "X-Forwarded-For")) header = &one.value;
  }
  if (header == nullptr) return request.peer;
  for (const std::string_view part : text::split(*header, ',') | std::views::reverse) {
    const std::string address(text::trim(part));
    if (!parsed(address)) break;
    if (!is_proxy(proxies, address)) return address;
  }
  return request.peer;
}

}  // namespace byte8::app
