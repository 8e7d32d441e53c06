// The real program killed with -9, fifty times, while a thousand events are delivered: every
// document is in Sage exactly once and to the penny, and no run is held by its attempts. Once with
// Sage honouring idempotency ids, once ignoring them. The seed of the moments is printed.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/rng.h"
#include "tests/e2e_cpp/process.h"

namespace byte8::e2e {
namespace {

constexpr int kills = 50;
constexpr int orders = 600;  // with their payments and partial invoices: over a thousand events

// A shorter time-out than the other tests have: what a kill cuts off is asked again within a
// second. The nightly run takes the defaults instead: twenty seconds, and a grace of ninety.
SystemOptions timing() {
  if (std::getenv("BYTE8_DEFAULT_TIMING") == nullptr) return {.flags = {{"request_timeout", "1s"}}};
  const app::Config defaults;
  const auto text = [](Millis value) { return std::to_string(value) + "ms"; };
  std::string delays;
  for (const Millis delay : defaults.retry_schedule) {
    delays += (delays.empty() ? "" : ",") + text(delay);
  }
  return {.flags = {{"request_timeout", text(defaults.request_timeout)},
                    {"late_commit_max", text(defaults.late_commit_max)},
                    {"search_lag", text(defaults.search_lag)},
                    {"retry_schedule", delays}}};
}

class Crash : public testing::TestWithParam<bool> {};

TEST_P(Crash, fifty_kills_lose_nothing_and_repeat_nothing) {
  const std::uint64_t seed = system_seed();
  RecordProperty("seed", fmt::format("{}", seed));
  SCOPED_TRACE(fmt::format("seed {}", seed));
  Rng rng(seed);
  System system(timing());
  system.sage().with(
      [](sandbox::sage::Simulator& simulator) { simulator.switches().idempotency = GetParam(); });
  system.start_chassis();
  system.connect();
  ASSERT_TRUE(system.stop_chassis().ok());

  Process chassis(system);
  ASSERT_TRUE(chassis.start().ok());
  app::Pace pace;
  for (int round = 0; round < kills; ++round) {
    system.order(orders / kills);
    const std::size_t before = system.invoices_in_sage();
    // Between nothing and a dozen documents later: in the middle of fetches, posts and commits.
    const std::size_t more = rng.below(12);
    const Status moved = pace.until("documents move", 500, [&]() -> Result<bool> {
      return system.invoices_in_sage() >= before + more;
    });
    static_cast<void>(moved);
    chassis.kill();
    ASSERT_TRUE(chassis.start().ok());
  }
  const app::Comparison all = system.settled();
  EXPECT_TRUE(all.right()) << all.summary();
  EXPECT_EQ(all.held, 0) << all.table();
  EXPECT_GE(all.in_sage, orders);
  EXPECT_EQ(chassis.stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(idempotency, Crash, testing::Bool(),
                         [](const auto& info) { return info.param ? "honoured" : "ignored"; });

}  // namespace
}  // namespace byte8::e2e
