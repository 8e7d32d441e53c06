#include "base/error.h"

#include <array>

namespace byte8 {
namespace {

constexpr std::array<std::string_view, 10> fault_words = {
    "auth", "not_found", "validation", "rate_limited", "provider",
    "http", "database",  "serde",      "internal",     "needs_review"};

}  // namespace

std::string_view word(Fault fault) {
  return fault_words.at(static_cast<std::size_t>(fault));
}

std::optional<Fault> fault_of(std::string_view word) {
  for (std::size_t i = 0; i < fault_words.size(); ++i) {
    if (fault_words.at(i) == word) return static_cast<Fault>(i);
  }
  return std::nullopt;
}

std::string_view word(Effect effect) {
  return effect == Effect::none ? "none" : "maybe";
}

}  // namespace byte8
