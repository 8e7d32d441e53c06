#pragma once
// What this program calls itself; the same number as in CMakeLists.txt.

#include <string_view>

namespace byte8::app {

inline constexpr std::string_view version = "0.1.0";

}  // namespace byte8::app
