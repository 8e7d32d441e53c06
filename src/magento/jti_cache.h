#pragma once
// Token ids seen before, per node, in memory. Two generations, each as long as a token can be
// valid: an id is kept at least that long, and dropping the older generation is the whole expiry.
// When a generation is full the next one starts early, so memory is bounded; what is then forgotten
// can only be replayed into events that deduplicate themselves. Not for use from two threads.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/limits.h"

namespace byte8::magento {

class JtiCache {
 public:
  // A token may be issued up to one leeway ahead of us and is accepted up to one leeway after its
  // end.
  static constexpr std::int64_t generation_seconds =
      limits::jwt_life_accepted + 2 * limits::jwt_leeway;

  // At most this many ids in each of the two generations.
  explicit JtiCache(std::size_t generation_limit = 250'000) : generation_limit_(generation_limit) {}

  // True the first time, false for a replay. `boot_seconds` must not go backwards.
  bool first_use(std::string_view tenant_id, std::string_view token_id, std::int64_t boot_seconds);
  std::size_t size() const { return young_.size() + old_.size(); }

 private:
  std::size_t generation_limit_;
  std::int64_t young_since_ = 0;
  std::unordered_set<std::string> young_;
  std::unordered_set<std::string> old_;
};

}  // namespace byte8::magento
