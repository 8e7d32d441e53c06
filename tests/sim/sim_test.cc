// Seeded worlds: safety under faults, then heal and liveness. `test_sim --minutes N [--seed S]`
// goes on with new seeds for that long; `test_sim --seed S --world NAME` repeats one with its
// journey.

#include <gtest/gtest.h>

#include <chrono>
#include <cstring>
#include <iostream>

#include "base/log.h"
#include "tests/sim/world.h"

namespace byte8::tests {
namespace {

struct Climate {
  const char* name;
  Weather weather;
};

// Each climate with idempotency honoured and ignored: it must be right both ways.
std::vector<Climate> climates() {
  Weather calm;
  Weather network{.lost_before = 40, .lost_after = 40, .late = 15, .broken = 30, .limited = 20};
  Weather tokens{.lost_after = 20, .refused_token = 60};
  Weather crashes{.lost_after = 30, .late = 10, .drops = 150, .kills = 8};
  Weather disk{.lost_after = 20, .commits = 40, .drops = 50};
  Weather clocks{.lost_after = 30, .late = 10, .clock_steps = 30};
  Weather edits{.lost_before = 30, .lost_after = 60, .late = 10, .drops = 80, .edits = 300};
  Weather all{.lost_before = 25,
              .lost_after = 25,
              .late = 10,
              .broken = 20,
              .limited = 10,
              .refused_token = 10,
              .commits = 10,
              .drops = 60,
              .kills = 3,
              .clock_steps = 5,
              .edits = 100};
  Weather deferred = all;
  deferred.deferred = true;
  Weather lagging = network;
  lagging.search_lag = 9'000;
  return {{"calm", calm},         {"network", network}, {"tokens", tokens}, {"crashes", crashes},
          {"disk", disk},         {"clocks", clocks},   {"edits", edits},   {"all", all},
          {"deferred", deferred}, {"lagging", lagging}};
}

std::size_t total_runs = 0;

void live_through(const Climate& climate, std::uint64_t seed, int documents) {
  for (const bool idempotency : {true, false}) {
    SimOptions options{.seed = seed, .weather = climate.weather, .documents = documents};
    options.weather.idempotency = idempotency;
    SimWorld world(options);
    const std::vector<std::string> wrong = world.run();
    total_runs += world.runs_ended();
    if (wrong.empty()) continue;
    std::string story = "world " + std::string(climate.name) + ", seed " + std::to_string(seed) +
                        (idempotency ? ", idempotency honoured" : ", idempotency ignored");
    for (const std::string& line : wrong) story += "\n  " + line;
    story += "\njourney:";
    for (const std::string& line : world.journey()) story += "\n  " + line;
    ADD_FAILURE() << story;
  }
}

class Sim : public testing::TestWithParam<int> {};

TEST_P(Sim, every_document_is_in_the_ledger_exactly_once) {
  const Climate climate = climates()[static_cast<std::size_t>(GetParam())];
  for (std::uint64_t seed = 1; seed <= 5; ++seed) live_through(climate, seed, 200);
}

INSTANTIATE_TEST_SUITE_P(worlds, Sim, testing::Range(0, 10), [](const auto& info) {
  return std::string(climates()[static_cast<std::size_t>(info.param)].name);
});

// The simulation itself must be able to fail: with a grace that is too short, late commits become
// twins.
TEST(SimItself, finds_duplicates_when_the_grace_is_too_short) {
  Weather late{.late = 200};
  late.idempotency = false;
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SimOptions options{.seed = seed, .weather = late, .documents = 100};
    options.grace_too_short = true;
    SimWorld world(options);
    found += world.run().size();
  }
  EXPECT_GT(found, 0U);
}

TEST(Poison, a_run_whose_statement_fails_is_held_and_stops_nobody_else) {
  for (const bool deferred : {false, true}) {
    SimOptions options{.seed = 3, .documents = 40};
    options.weather.deferred = deferred;
    options.poison = "100003/200003/invoice/7/create";  // the operation key of one posting
    SimWorld world(options);
    static_cast<void>(world.run());
    const std::map<std::string, std::int64_t> expected = {{"needs_review internal", 1},
                                                          {"succeeded ", 39}};
    EXPECT_EQ(world.ends(), expected);
    EXPECT_EQ(world.dead_letters(), 0);
  }
}

TEST(Poison, an_event_whose_statement_fails_is_refused_and_stops_nobody_else) {
  for (const bool deferred : {false, true}) {
    SimOptions options{.seed = 4, .documents = 40};
    options.weather.deferred = deferred;
    // One is refused at a question, the other at a write that follows the answer.
    for (const char* text : {"invoice.created:9", "100000009"}) {
      options.poison = text;
      SimWorld world(options);
      static_cast<void>(world.run());
      const std::map<std::string, std::int64_t> expected = {{"succeeded ", 39}};
      EXPECT_EQ(world.ends(), expected);
      EXPECT_EQ(world.dead_letters(), 1);
    }
  }
}

}  // namespace
}  // namespace byte8::tests

int main(int argc, char** argv) {
  byte8::log::configure(byte8::log::Level::error, false);
  int minutes = 0;
  std::uint64_t seed = 1000;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], "--minutes") == 0) minutes = std::atoi(argv[i + 1]);
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  testing::InitGoogleTest(&argc, argv);
  if (minutes == 0) {
    const int result = RUN_ALL_TESTS();
    std::cout << byte8::tests::total_runs << " sync runs simulated\n";
    return result;
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(minutes);
  while (std::chrono::steady_clock::now() < end && !testing::Test::HasFailure()) {
    for (const auto& climate : byte8::tests::climates()) {
      byte8::tests::live_through(climate, seed, 200);
    }
    std::cout << "seed " << seed << ": " << byte8::tests::total_runs << " runs\n";
    ++seed;
  }
  return testing::Test::HasFailure() ? 1 : 0;
}
