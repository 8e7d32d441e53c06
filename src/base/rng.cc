#include "base/rng.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <cerrno>

#include "base/check.h"

namespace byte8 {

std::string Rng::uuid() {
  const std::uint64_t a = next();
  const std::uint64_t b = next();
  // The version nibble is 4, the two variant bits are 10 (RFC 9562).
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", a >> 32, (a >> 16) & 0xFFFF, a & 0xFFF,
                     0x8000 | ((b >> 48) & 0x3FFF), b & 0xFFFF'FFFF'FFFF);
}

std::string Rng::hex32() {
  const std::uint64_t a = next();
  const std::uint64_t b = next();
  return fmt::format("{:016x}{:016x}", a, b);
}

std::uint64_t system_seed() {
  std::uint64_t seed = 0;
  // Up to 256 bytes are never cut short once the kernel's pool is ready; a signal before may
  // interrupt.
  while (getrandom(&seed, sizeof seed, 0) != static_cast<ssize_t>(sizeof seed)) {
    BYTE8_CHECK(errno == EINTR);
  }
  return seed;
}

}  // namespace byte8
