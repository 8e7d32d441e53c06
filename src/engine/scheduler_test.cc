#include "engine/scheduler.h"

#include <gtest/gtest.h>

#include <set>

namespace byte8::engine {
namespace {

QueuedRun run(std::int64_t id, std::int64_t binding, std::int64_t entity,
              Order order = Order::live) {
  return {.id = id,
          .account = 1,
          .entity = entity_hash("invoice", entity),
          .binding = binding,
          .order = order};
}

TEST(Scheduler, serves_lanes_in_turn) {
  Scheduler scheduler;
  for (const std::int64_t binding : {1, 2}) scheduler.set_dispatches(binding, true);
  for (std::int64_t i = 0; i < 3; ++i) scheduler.queue(run(10 + i, 1, 10 + i));
  scheduler.queue(run(20, 2, 20));
  EXPECT_EQ(scheduler.next()->id, 10);
  EXPECT_EQ(scheduler.next()->id, 20);
  EXPECT_EQ(scheduler.next()->id, 11);
}

TEST(Scheduler, keeps_events_of_one_entity_in_order) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  scheduler.queue(run(1, 1, 42));
  scheduler.queue(run(2, 1, 42));
  scheduler.queue(run(3, 1, 43));
  const QueuedRun first = *scheduler.next();
  EXPECT_EQ(first.id, 1);
  EXPECT_EQ(scheduler.next()->id, 3);
  EXPECT_FALSE(scheduler.next().has_value());
  scheduler.finished(first);
  EXPECT_EQ(scheduler.next()->id, 2);
}

TEST(Scheduler, a_waiting_run_keeps_its_entity) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  scheduler.queue(run(1, 1, 42));
  scheduler.queue(run(2, 1, 42));
  const QueuedRun first = *scheduler.next();
  scheduler.released(first);
  scheduler.wait(first, 1'000);
  EXPECT_FALSE(scheduler.next().has_value());
  EXPECT_EQ(scheduler.next_due(), 1'000);
  scheduler.wake(999);
  EXPECT_FALSE(scheduler.next().has_value());
  scheduler.wake(1'000);
  EXPECT_EQ(scheduler.next()->id, 1);
}

TEST(Scheduler, at_most_four_of_a_lane_are_active) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  for (std::int64_t i = 1; i <= 6; ++i) scheduler.queue(run(i, 1, i));
  std::vector<QueuedRun> active;
  while (auto next = scheduler.next()) active.push_back(*next);
  EXPECT_EQ(active.size(), limits::lane_calls);
  scheduler.finished(active.front());
  EXPECT_TRUE(scheduler.next().has_value());
}

TEST(Scheduler, live_goes_before_retry_and_backfill) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  scheduler.queue(run(1, 1, 1, Order::backfill));
  scheduler.queue(run(2, 1, 2, Order::retry));
  scheduler.queue(run(3, 1, 3, Order::live));
  EXPECT_EQ(scheduler.next()->id, 3);
  EXPECT_EQ(scheduler.next()->id, 2);
  EXPECT_EQ(scheduler.next()->id, 1);
}

TEST(Scheduler, a_lane_that_may_not_dispatch_keeps_its_queue) {
  Scheduler scheduler;
  scheduler.queue(run(1, 1, 1));
  EXPECT_FALSE(scheduler.next().has_value());
  scheduler.set_dispatches(1, true);
  EXPECT_EQ(scheduler.next()->id, 1);
}

TEST(Scheduler, a_run_queued_twice_is_not_begun_twice) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  scheduler.queue(run(1, 1, 1));
  scheduler.queue(run(1, 1, 1));
  EXPECT_TRUE(scheduler.next().has_value());
  EXPECT_FALSE(scheduler.next().has_value());
}

TEST(Scheduler, forgets_what_a_disconnect_cancelled) {
  Scheduler scheduler;
  scheduler.set_dispatches(1, true);
  scheduler.queue(run(1, 1, 1));
  scheduler.wait(run(2, 1, 2), 5);
  scheduler.clear(1);
  scheduler.wake(10);
  EXPECT_FALSE(scheduler.next().has_value());
  EXPECT_EQ(scheduler.queued(), 0U);
}

TEST(Scheduler, serves_every_run_once_whatever_the_order) {
  Scheduler scheduler;
  for (std::int64_t binding = 1; binding <= 50; ++binding) scheduler.set_dispatches(binding, true);
  for (std::int64_t i = 1; i <= 5'000; ++i) scheduler.queue(run(i, 1 + i % 50, i % 300));
  std::set<std::int64_t> served;
  std::vector<QueuedRun> active;
  for (;;) {
    while (auto next = scheduler.next()) active.push_back(*next);
    if (active.empty()) break;
    for (const QueuedRun& one : active) {
      EXPECT_TRUE(served.insert(one.id).second);
      scheduler.finished(one);
    }
    active.clear();
  }
  EXPECT_EQ(served.size(), 5'000U);
}

}  // namespace
}  // namespace byte8::engine
