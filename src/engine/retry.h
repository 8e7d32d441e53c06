#pragma once
// Retries are the core's: a schedule per error class, full jitter, Retry-After honoured and
// clamped. Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/rng.h"

namespace byte8::engine {

struct RetrySchedule {
  std::vector<Millis> delays = {2'000,     10'000,     60'000,     300'000,   1'800'000,
                                7'200'000, 21'600'000, 43'200'000, 86'400'000};
  // For errors of one class, by its word ("http", "rate_limited", …).
  std::map<std::string, std::vector<Millis>, std::less<>> by_class;
  // A store or Sage that is down is tried at the last delay for so long; other classes end
  // `failed`.
  Millis unavailable_for = Millis{14} * 86'400'000;
};

// What may heal by itself: network, overload, a peer that is down. Anything else ends the run.
bool heals(const Error& error);
// Peers that are down are tried for days, not for a number of tries.
bool patient(const Error& error);

// How long to wait before try number `retries` + 1, or nothing when this error has had its tries.
std::optional<Millis> retry_delay(const RetrySchedule& schedule, const Error& error,
                                  std::int64_t retries, Millis open_for, Rng& rng);

}  // namespace byte8::engine
