#include "app/inbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace byte8::app {
namespace {

struct Mix {
  std::size_t events = 0, others = 0, answers = 0;
  bool operator==(const Mix&) const = default;
};

Mix mix_of(const std::vector<engine::Input>& inputs) {
  Mix mix;
  for (const engine::Input& input : inputs) {
    const auto* command = std::get_if<engine::Command>(&input);
    if (command == nullptr) {
      ++mix.answers;
    } else {
      ++(command->kind == "intake" ? mix.events : mix.others);
    }
  }
  return mix;
}

void fill(Inbox& inbox, Mix mix) {
  for (std::size_t i = 0; i < mix.events; ++i) ASSERT_TRUE(inbox.post_intake({.kind = "intake"}));
  for (std::size_t i = 0; i < mix.others; ++i) ASSERT_TRUE(inbox.post({.kind = "http"}));
  for (std::size_t i = 0; i < mix.answers; ++i) inbox.post(engine::Answer{.act = i});
}

TEST(inbox, no_line_starves_another_when_all_are_long) {
  Inbox inbox;
  fill(inbox, {.events = 100, .others = 100, .answers = 100});
  EXPECT_EQ(mix_of(inbox.take(16, 0)), (Mix{.events = 8, .others = 4, .answers = 4}));
}

TEST(inbox, places_that_one_line_does_not_need_go_to_the_others) {
  Inbox inbox;
  fill(inbox, {.events = 100, .answers = 2});
  EXPECT_EQ(mix_of(inbox.take(16, 0)), (Mix{.events = 14, .answers = 2}));
  Inbox second;
  fill(second, {.others = 100, .answers = 1});
  EXPECT_EQ(mix_of(second.take(16, 0)), (Mix{.others = 15, .answers = 1}));
  Inbox third;
  fill(third, {.answers = 100});
  EXPECT_EQ(mix_of(third.take(16, 0)), (Mix{.answers = 16}));
}

TEST(inbox, requests_are_bounded_and_answers_are_always_taken) {
  Inbox inbox(3);
  fill(inbox, {.events = 2, .others = 1});
  EXPECT_FALSE(inbox.post({.kind = "http"}));
  EXPECT_FALSE(inbox.post_intake({.kind = "intake"}));
  inbox.post(engine::Answer{.act = 9});
  EXPECT_EQ(mix_of(inbox.take(16, 0)), (Mix{.events = 2, .others = 1, .answers = 1}));
  EXPECT_TRUE(inbox.post({.kind = "http"}));
}

TEST(inbox, order_is_kept_inside_a_line) {
  Inbox inbox;
  for (engine::ActId act = 1; act <= 5; ++act) inbox.post(engine::Answer{.act = act});
  engine::ActId expected = 1;
  for (const engine::Input& input : inbox.take(8, 0)) {
    EXPECT_EQ(std::get<engine::Answer>(input).act, expected++);
  }
}

TEST(inbox, a_sleeper_wakes_for_what_arrives_and_for_a_nudge) {
  Inbox inbox;
  std::thread poster([&inbox] { inbox.post(engine::Answer{.act = 1}); });
  EXPECT_EQ(inbox.take(8, 60'000).size(), 1U);
  poster.join();
  std::thread nudger([&inbox] { inbox.nudge(); });
  EXPECT_TRUE(inbox.take(8, 60'000).empty());
  nudger.join();
}

}  // namespace
}  // namespace byte8::app
