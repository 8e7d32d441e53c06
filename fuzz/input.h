#pragma once
// What every fuzzer includes: its bytes as text, and a check that stops the fuzzer.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

inline std::string_view fuzz_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
