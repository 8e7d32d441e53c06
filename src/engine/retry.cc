#include "engine/retry.h"

#include <algorithm>

namespace byte8::engine {
namespace {

constexpr Millis retry_after_min = 1'000;
constexpr Millis retry_after_max = 3'600'000;

}  // namespace

bool heals(const Error& error) {
  switch (error.fault) {
    case Fault::http:
    case Fault::rate_limited:
    case Fault::provider:
    case Fault::database:
      return true;
    case Fault::auth:
      return error.code == "token_expired" || error.code == "store_rejected_key";
    case Fault::serde:
    case Fault::not_found:
    case Fault::validation:
    case Fault::internal:
    case Fault::needs_review:
      return error.effect == Effect::maybe;
  }
  return false;
}

bool patient(const Error& error) {
  return error.fault == Fault::http || error.fault == Fault::provider ||
         error.fault == Fault::rate_limited || error.effect == Effect::maybe;
}

std::optional<Millis> retry_delay(const RetrySchedule& schedule, const Error& error,
                                  std::int64_t retries, Millis open_for, Rng& rng) {
  if (!heals(error)) return std::nullopt;
  if (error.retry_after_ms) {
    const Millis asked = std::clamp(*error.retry_after_ms, retry_after_min, retry_after_max);
    // Jitter only upwards: earlier than asked is refused again.
    return asked + static_cast<Millis>(rng.below(static_cast<std::uint64_t>(asked / 4 + 1)));
  }
  auto own = schedule.by_class.find(word(error.fault));
  const std::vector<Millis>& delays =
      own == schedule.by_class.end() ? schedule.delays : own->second;
  const auto last = static_cast<std::int64_t>(delays.size()) - 1;
  if (retries > last) {
    if (!patient(error) || open_for > schedule.unavailable_for) return std::nullopt;
    retries = last;
  }
  const Millis delay = delays[static_cast<std::size_t>(retries)];
  return 1 + static_cast<Millis>(rng.below(static_cast<std::uint64_t>(std::max<Millis>(delay, 1))));
}

}  // namespace byte8::engine
