#pragma once
// Ids: 64-bit, growing with time, unique on a node: milliseconds since 2024 in the upper 43 bits, a
// counter in the lower 20. Outside they are opaque strings: a prefix and 13 characters of base 32
// ("run_0…").

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace byte8::store {

class IdMaker {
 public:
  // Never repeats and never goes back, whatever the clock does.
  std::int64_t next(Millis wall);
  // After a start: ids must lie above everything that is stored.
  void above(std::int64_t id);

 private:
  std::int64_t last_ = 0;
};

// Everything made from that moment on has an id from there on, as long as the clock went forward.
std::int64_t first_id(Millis wall);

std::string id_text(std::string_view prefix, std::int64_t id);
std::optional<std::int64_t> id_of(std::string_view prefix, std::string_view text);

}  // namespace byte8::store
