#pragma once
// What must not fail in a bench: says why it did, and ends the program.

#include <fmt/format.h>

#include "base/result.h"

namespace byte8::bench {

inline void must(const Status& done) {
  if (!done.ok()) fmt::print(stderr, "{}\n", done.error().message);
  BYTE8_CHECK(done.ok());
}

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) fmt::print(stderr, "{}\n", result.error().message);
  return *std::move(result);
}

}  // namespace byte8::bench
