#include "magento/jti_cache.h"

#include <utility>

namespace byte8::magento {

bool JtiCache::first_use(std::string_view tenant_id, std::string_view token_id,
                         std::int64_t boot_seconds) {
  const bool aged = boot_seconds - young_since_ >= generation_seconds;
  if (aged || young_.size() >= generation_limit_) {
    // After a long silence the young generation is itself out of date.
    if (boot_seconds - young_since_ >= 2 * generation_seconds) young_.clear();
    old_ = std::exchange(young_, {});
    young_since_ = boot_seconds;
  }
  // A tenant id holds no line feed in any token we accept, so the pair is unambiguous.
  std::string key(tenant_id);
  key.push_back('\n');
  key.append(token_id);
  if (old_.contains(key)) return false;
  return young_.insert(std::move(key)).second;
}

}  // namespace byte8::magento
