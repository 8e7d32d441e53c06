#pragma once
// For pages that are open: what changed, told after the commit. A hint, never a record: who misses
// one reads the lists again.

#include <cstdint>
#include <string>

#include "engine/input.h"

namespace byte8::engine {

inline constexpr const char* page_topic = "page";

struct PageNotice : Payload {
  std::string what;  // run | binding | problem
  std::int64_t account_id = 0;
  std::int64_t id = 0;          // of the run or binding
  std::string fingerprint;      // of the problem
  std::int64_t binding_id = 0;  // of the run; 0 where there is none
  std::string event;            // of the run, where it is known
  std::string status;
};

}  // namespace byte8::engine
