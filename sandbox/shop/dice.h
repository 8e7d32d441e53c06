#pragma once
// The store's own seeded chance (splitmix64): the same seed and the same calls give the same shop.

#include <cstdint>
#include <string>

namespace byte8::sandbox::shop {

class Dice {
 public:
  explicit Dice(std::uint64_t seed = 1) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }
  // Uniform in [0, bound); bound above 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool percent(std::uint64_t chance) { return below(100) < chance; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

  // Lower-case hex digits.
  std::string hex(std::size_t digits) {
    std::string text;
    while (text.size() < digits) text += "0123456789abcdef"[next() >> 60];
    return text;
  }
  // A version-4 UUID.
  std::string uuid() {
    return hex(8) + '-' + hex(4) + "-4" + hex(3) + '-' + "89ab"[next() >> 62] + hex(3) + '-' +
           hex(12);
  }

 private:
  std::uint64_t state_;
};

}  // namespace byte8::sandbox::shop
