#pragma once
// The numbered migrations of sql/, embedded at build time.

#include <string_view>
#include <vector>

namespace byte8::store {

struct MigrationText {
  int number = 0;
  std::string_view name;
  std::string_view text;
};

const std::vector<MigrationText>& migrations();

}  // namespace byte8::store
