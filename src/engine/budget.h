#pragma once
// Budgets and breakers: how often we may ask a peer, and when to leave one alone. Pure; time is
// given.

#include <cstdint>

#include "base/clock.h"

namespace byte8::engine {

// A leaky bucket by reservation: each caller is told when its turn is, in the order they asked.
class Budget {
 public:
  Budget() = default;
  // 0 per minute = none.
  Budget(std::int64_t per_minute, std::int64_t burst);

  // When the caller may go (boot milliseconds, at least now).
  Millis reserve(Millis now_boot);
  // The peer said 429: nobody goes before.
  void pause(Millis until_boot);
  Millis paused_until() const { return paused_until_; }

 private:
  Millis interval_us_ = 0;
  Millis tolerance_us_ = 0;
  Millis arrival_us_ = 0;  // theoretical arrival time
  Millis paused_until_ = 0;
};

// Opens after a number of failures in a row; then one probe at a time, with doubling rests.
class Breaker {
 public:
  bool allows(Millis now_boot);
  void succeeded();
  void failed(Millis now_boot);
  bool open() const { return failures_ >= failures_to_open; }
  Millis retry_at() const { return retry_at_; }

 private:
  static constexpr int failures_to_open = 5;
  static constexpr Millis rest_first = 5'000;
  static constexpr Millis rest_longest = 300'000;

  int failures_ = 0;
  Millis rest_ = rest_first;
  Millis retry_at_ = 0;
};

}  // namespace byte8::engine
