#pragma once
// The time for the core and the edge: both clocks of the machine, moved by the seconds that
// test_clock_file holds. Wall and boot time move together, so that timers fire too. Any thread.

#include <atomic>
#include <string>

#include "base/clock.h"

namespace byte8::app {

class ClockSource {
 public:
  explicit ClockSource(std::string file = "") : file_(std::move(file)) {}

  Now now() const;
  // What is added at the moment; 0 without a file.
  Millis offset() const { return offset_.load(std::memory_order_relaxed); }
  // How long a sleeper may close its eyes: a test may move the clock at any time.
  Millis longest_sleep() const { return file_.empty() ? 1'000 : reread_ms; }

 private:
  static constexpr Millis reread_ms = 50;

  void reread(Millis boot) const;

  std::string file_;
  mutable std::atomic<Millis> offset_ = 0;
  mutable std::atomic<Millis> read_at_ = -reread_ms;
};

}  // namespace byte8::app
