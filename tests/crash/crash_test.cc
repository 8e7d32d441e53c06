// The real program killed with -9, fifty times, while a thousand events are delivered: every
// document is in Sage exactly once and to the penny, and no run is held by its attempts. Once with
// Sage honouring idempotency ids, once ignoring them. The seed of the moments is printed.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "app/child.h"
#include "base/rng.h"
#include "tests/e2e_cpp/system.h"

namespace byte8::e2e {
namespace {

constexpr Millis patience = 60'000;
constexpr int kills = 50;
constexpr int orders = 600;  // with their payments and partial invoices: over a thousand events

class Killed {
 public:
  explicit Killed(const System& system) : flags_(system.flags()), log_(system.folder() + "/log") {}

  void start() {
    auto child = app::Child::start(
        {.program = BYTE8_LEDGER_PROGRAM, .arguments = arguments(), .log_file = log_});
    ASSERT_TRUE(child.ok());
    child_.emplace(*std::move(child));
    const auto url = child_->address(patience);
    ASSERT_TRUE(url.ok()) << url.error().message;
  }

  void kill() {
    ::kill(child_->id(), SIGKILL);
    child_.reset();
  }

  std::optional<int> stop() { return child_->stop(patience); }

 private:
  // A shorter time-out than the other tests have: what a kill cuts off is asked again within a
  // second. The nightly run takes the defaults instead: twenty seconds, and a grace of ninety.
  std::vector<std::string> arguments() const {
    app::Settings flags = flags_;
    const bool defaults = std::getenv("BYTE8_DEFAULT_TIMING") != nullptr;
    if (defaults) std::erase_if(flags, [](const auto& flag) { return timing(flag.first); });
    for (auto& [name, value] : flags) {
      if (name == "request_timeout") value = "1s";
    }
    return app::serve_arguments(flags);
  }

  static bool timing(std::string_view name) {
    return name == "request_timeout" || name == "late_commit_max" || name == "search_lag" ||
           name == "retry_schedule";
  }

  app::Settings flags_;
  std::string log_;
  std::optional<app::Child> child_;
};

class Crash : public testing::TestWithParam<bool> {};

TEST_P(Crash, fifty_kills_lose_nothing_and_repeat_nothing) {
  const std::uint64_t seed = system_seed();
  RecordProperty("seed", fmt::format("{}", seed));
  SCOPED_TRACE(fmt::format("seed {}", seed));
  Rng rng(seed);
  System system;
  system.sage().with(
      [](sandbox::sage::Simulator& simulator) { simulator.switches().idempotency = GetParam(); });
  system.start_chassis();
  system.connect();
  ASSERT_TRUE(system.stop_chassis().ok());

  Killed chassis(system);
  chassis.start();
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
    chassis.start();
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
