#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace byte8 {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "byte8: broken promise at %s:%d: %s\n", file, line, expression);
  std::fflush(stderr);
  std::abort();
}

}  // namespace byte8
