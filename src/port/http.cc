#include "port/http.h"

#include <array>

#include "base/text.h"

namespace byte8::http {

const std::string* find_header(const Headers& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (text::iequals_ascii(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string_view Request::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::string_view word(Failure failure) {
  constexpr std::array<std::string_view, 10> words = {
      "none",   "refused", "unresolved", "connect",   "tls",
      "unsent", "timeout", "cut",        "too_large", "protocol"};
  return words.at(static_cast<std::size_t>(failure));
}

}  // namespace byte8::http
