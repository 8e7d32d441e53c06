#include "app/clock_source.h"

#include <algorithm>
#include <fstream>

namespace byte8::app {
namespace {

constexpr std::int64_t seconds_max = std::int64_t{100} * 365 * 86'400;

}  // namespace

Now ClockSource::now() const {
  Now now = read_clocks();
  if (file_.empty()) return now;
  reread(now.boot);
  now.wall += offset();
  now.boot += offset();
  return now;
}

void ClockSource::reread(Millis boot) const {
  Millis last = read_at_.load(std::memory_order_relaxed);
  if (boot - last < reread_ms) return;
  if (!read_at_.compare_exchange_strong(last, boot, std::memory_order_relaxed)) return;
  std::ifstream stream(file_);
  std::int64_t seconds = 0;
  // A file that is just being written says nothing: the last offset stays.
  if (!(stream >> seconds)) return;
  const Millis wanted = std::clamp<std::int64_t>(seconds, 0, seconds_max) * 1'000;
  // Never back: boot time does not run backwards anywhere else either.
  if (wanted > offset()) offset_.store(wanted, std::memory_order_relaxed);
}

}  // namespace byte8::app
