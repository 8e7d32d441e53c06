#include "engine/budget.h"

#include <algorithm>

namespace byte8::engine {

Budget::Budget(std::int64_t per_minute, std::int64_t burst) {
  if (per_minute <= 0) return;
  interval_us_ = 60'000'000 / per_minute;
  tolerance_us_ = interval_us_ * std::max<std::int64_t>(burst - 1, 0);
}

Millis Budget::reserve(Millis now_boot) {
  const Millis earliest = std::max(now_boot, paused_until_);
  if (interval_us_ == 0) return earliest;
  const Millis now_us = earliest * 1000;
  arrival_us_ = std::max(arrival_us_, now_us - tolerance_us_);
  // The burst is what lies between the theoretical arrival and now.
  const Millis at_us = std::max(now_us, arrival_us_);
  arrival_us_ += interval_us_;
  return std::max(earliest, (at_us + 999) / 1000);
}

void Budget::pause(Millis until_boot) {
  paused_until_ = std::max(paused_until_, until_boot);
}

bool Breaker::allows(Millis now_boot) {
  if (!open()) return true;
  if (now_boot < retry_at_) return false;
  // One probe: the next is allowed only after another rest, should this one say nothing.
  retry_at_ = now_boot + rest_;
  return true;
}

void Breaker::succeeded() {
  failures_ = 0;
  rest_ = rest_first;
  retry_at_ = 0;
}

void Breaker::failed(Millis now_boot) {
  ++failures_;
  if (failures_ < failures_to_open) return;
  if (failures_ > failures_to_open) rest_ = std::min(rest_ * 2, rest_longest);
  retry_at_ = now_boot + rest_;
}

}  // namespace byte8::engine
