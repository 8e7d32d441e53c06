#pragma once
// Chance is an input: the core and its world share one seeded generator in a simulation, and
// system_seed() feeds it in production. Secrets never come from here (base/crypto.h has those).

#include <cstdint>
#include <random>
#include <string>

namespace byte8 {

class Rng {
 public:
  explicit Rng(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t next() { return engine_(); }
  // Uniform in [0, bound); bound > 0. The modulo bias of a 64-bit draw is of no matter here.
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  bool chance(std::uint64_t per_mille) { return below(1000) < per_mille; }
  // A version-4 UUID, lower case with hyphens.
  std::string uuid();
  // 32 lower-case hex digits, the form of Sage's idempotency ids.
  std::string hex32();

 private:
  std::mt19937_64 engine_;
};

std::uint64_t system_seed();

}  // namespace byte8
