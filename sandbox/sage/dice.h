#pragma once
// The simulator's own seeded chance (splitmix64): part of the state, so that a restored snapshot
// repeats.

#include <cstdint>
#include <string>

namespace byte8::sandbox::sage {

class Dice {
 public:
  explicit Dice(std::uint64_t seed = 1) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

  std::string hex(std::size_t digits) {
    static constexpr char alphabet[] = "0123456789abcdef";
    std::string text;
    text.reserve(digits);
    std::uint64_t bits = 0;
    for (std::size_t at = 0; at < digits; ++at, bits >>= 4) {
      if (at % 16 == 0) bits = next();
      text += alphabet[bits & 15];
    }
    return text;
  }

  std::string uuid() {
    std::string text = hex(32);
    text[12] = '4';
    text[16] = "89ab"[below(4)];
    for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, "-");
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace byte8::sandbox::sage
