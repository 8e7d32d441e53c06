#include "engine/retry.h"

#include <gtest/gtest.h>

namespace byte8::engine {
namespace {

// The longest wait that a schedule's jitter gives in many draws.
Millis longest(const RetrySchedule& schedule, const Error& error, std::int64_t retries) {
  Rng rng(7);
  Millis most = 0;
  for (int i = 0; i < 500; ++i) {
    most = std::max(most, retry_delay(schedule, error, retries, 0, rng).value_or(-1));
  }
  return most;
}

TEST(retry, a_class_with_waits_of_its_own_takes_those) {
  RetrySchedule schedule;
  schedule.by_class["http"] = {500};
  EXPECT_LE(longest(schedule, Error::make(Fault::http, "down"), 0), 500);
  EXPECT_GT(longest(schedule, Error::make(Fault::provider, "down"), 0), 1'500);
}

TEST(retry, a_peer_that_is_down_is_tried_at_the_last_wait_for_two_weeks) {
  const RetrySchedule schedule;
  Rng rng(7);
  const Error down = Error::make(Fault::http, "down");
  EXPECT_TRUE(retry_delay(schedule, down, 50, schedule.unavailable_for - 1, rng));
  EXPECT_FALSE(retry_delay(schedule, down, 50, schedule.unavailable_for + 1, rng));
}

TEST(retry, what_cannot_heal_is_not_tried_again) {
  const RetrySchedule schedule;
  Rng rng(7);
  EXPECT_FALSE(retry_delay(schedule, Error::make(Fault::validation, "wrong"), 0, 0, rng));
  EXPECT_TRUE(retry_delay(schedule, Error::maybe(Fault::validation, "wrong"), 0, 0, rng));
}

TEST(retry, a_wait_that_the_peer_asked_for_is_kept_and_clamped) {
  const RetrySchedule schedule;
  Rng rng(7);
  Error limited = Error::make(Fault::rate_limited, "slow down");
  for (const auto& [asked, least, most] : {std::tuple<Millis, Millis, Millis>{1, 1'000, 1'250},
                                           {60'000, 60'000, 75'000},
                                           {Millis{30} * 86'400'000, 3'600'000, 4'500'000}}) {
    limited.retry_after_ms = asked;
    const Millis wait = retry_delay(schedule, limited, 0, 0, rng).value_or(0);
    EXPECT_GE(wait, least);
    EXPECT_LE(wait, most);
  }
}

}  // namespace
}  // namespace byte8::engine
