#pragma once
// CHECK: a broken promise of our own stops the process. What the world does wrong is a Result.

namespace byte8 {

[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace byte8

#define BYTE8_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::byte8::check_failed(#condition, __FILE__, __LINE__))
