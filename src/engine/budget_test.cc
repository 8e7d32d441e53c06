#include "engine/budget.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/retry.h"

namespace byte8::engine {
namespace {

TEST(Budget, lets_a_burst_through_and_then_spaces_out) {
  Budget budget(60, 5);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(budget.reserve(10'000), 10'000);
  EXPECT_EQ(budget.reserve(10'000), 11'000);
  EXPECT_EQ(budget.reserve(10'000), 12'000);
  // After a rest the burst is there again.
  EXPECT_EQ(budget.reserve(100'000), 100'000);
}

TEST(Budget, none_means_none) {
  Budget budget(0, 0);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(budget.reserve(7), 7);
}

TEST(Budget, nobody_goes_before_the_pause_ends) {
  Budget budget(60, 5);
  budget.pause(50'000);
  EXPECT_EQ(budget.reserve(10'000), 50'000);
  budget.pause(40'000);
  EXPECT_EQ(budget.paused_until(), 50'000);
}

TEST(Breaker, opens_after_five_failures_and_lets_one_probe_through) {
  Breaker breaker;
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(breaker.allows(1'000));
    breaker.failed(1'000);
  }
  EXPECT_FALSE(breaker.allows(1'001));
  EXPECT_TRUE(breaker.allows(6'000));
  EXPECT_FALSE(breaker.allows(6'001));
  breaker.succeeded();
  EXPECT_TRUE(breaker.allows(6'002));
}

TEST(Breaker, rests_longer_each_time) {
  Breaker breaker;
  for (int i = 0; i < 5; ++i) breaker.failed(0);
  EXPECT_EQ(breaker.retry_at(), 5'000);
  breaker.failed(5'000);
  EXPECT_EQ(breaker.retry_at(), 15'000);
  for (int i = 0; i < 20; ++i) breaker.failed(1'000'000);
  EXPECT_EQ(breaker.retry_at(), 1'300'000);
}

TEST(Retry, honours_what_the_peer_asked_for_and_never_comes_earlier) {
  RetrySchedule schedule;
  Rng rng(1);
  Error limited = Error::make(Fault::rate_limited, "429");
  limited.retry_after_ms = 30'000;
  for (int i = 0; i < 100; ++i) {
    const Millis delay = *retry_delay(schedule, limited, 0, 0, rng);
    EXPECT_GE(delay, 30'000);
    EXPECT_LE(delay, 37'500);
  }
  limited.retry_after_ms = 99'000'000;
  EXPECT_LE(*retry_delay(schedule, limited, 0, 0, rng), 4'500'000);
}

TEST(Retry, ends_for_what_cannot_heal) {
  RetrySchedule schedule;
  Rng rng(1);
  EXPECT_FALSE(retry_delay(schedule, Error::make(Fault::validation, "422"), 0, 0, rng));
  EXPECT_FALSE(retry_delay(schedule, Error::make(Fault::not_found, "404"), 0, 0, rng));
}

TEST(Retry, tries_a_peer_that_is_down_for_days_and_then_gives_up) {
  RetrySchedule schedule;
  Rng rng(1);
  const Error down = Error::make(Fault::http, "down");
  EXPECT_TRUE(retry_delay(schedule, down, 500, Millis{13} * 86'400'000, rng));
  EXPECT_FALSE(retry_delay(schedule, down, 500, Millis{15} * 86'400'000, rng));
  EXPECT_FALSE(retry_delay(schedule, Error::make(Fault::database, "x"), 500, 0, rng));
}

TEST(Retry, jitters_within_the_schedule) {
  RetrySchedule schedule;
  Rng rng(1);
  Millis most = 0;
  for (int i = 0; i < 1'000; ++i) {
    most = std::max(most, *retry_delay(schedule, Error::make(Fault::http, "x"), 1, 0, rng));
  }
  EXPECT_GT(most, 9'000);
  EXPECT_LE(most, 10'000);
}

}  // namespace
}  // namespace byte8::engine
