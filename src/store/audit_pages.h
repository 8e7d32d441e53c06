#pragma once
// The audit trail in pages: newest first for people, oldest first for checking the chain.

#include <cstdint>
#include <string>
#include <vector>

#include "port/db.h"

namespace byte8::store::audit {

// A filter lists what may stand in its column; an empty one lets all through.
struct Filter {
  std::vector<std::string> actors;
  std::vector<std::string> actions;
  std::vector<std::string> objects;
};

port::Query newest(std::int64_t account_id, std::int64_t below, const Filter& filter,
                   std::int64_t limit);
port::Query after(std::int64_t account_id, std::int64_t n, std::int64_t limit);

}  // namespace byte8::store::audit
