#include "base/log.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"

namespace byte8::log {
namespace {

template <typename Act>
std::string standard_error_of(Act act) {
  testing::internal::CaptureStderr();
  act();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, a_text_line_has_time_level_event_and_fields) {
  configure(Level::info, false);
  const std::string line =
      standard_error_of([] { info("run_done", {{"run", "r-1"}, {"took_ms", "12"}}); });
  EXPECT_TRUE(line.ends_with(" info run_done run=r-1 took_ms=12\n")) << line;
  EXPECT_TRUE(parse_utc(line.substr(0, line.find(' '))).ok()) << line;
}

TEST(Log, a_value_cannot_break_out_of_its_line_or_field) {
  configure(Level::info, false);
  const std::string line = standard_error_of(
      [] { warn("event", {{"a", "x\n2026 info forged"}, {"b", ""}, {"c", "k=v"}, {"d", "q\""}}); });
  EXPECT_TRUE(line.ends_with(R"(a="x\n2026 info forged" b="" c="k=v" d="q\"")"
                             "\n"))
      << line;
}

TEST(Log, a_json_line_is_one_valid_object) {
  configure(Level::debug, true);
  const std::string line =
      standard_error_of([] { debug("event", {{"text", "a\"b\n\xFF{}{0}%v"}}); });
  const auto parsed = json::parse(line);
  ASSERT_TRUE(parsed.ok()) << line;
  EXPECT_EQ(parsed->text_or("level"), "debug");
  EXPECT_EQ(parsed->text_or("event"), "event");
  EXPECT_EQ(parsed->text_or("text"), "a\"b\n\uFFFD{}{0}%v");
  EXPECT_TRUE(parse_utc(parsed->text_or("time")).ok());
}

TEST(Log, lines_below_the_level_are_dropped) {
  configure(Level::warn, false);
  EXPECT_EQ(standard_error_of([] {
              debug("a");
              info("b");
            }),
            "");
  EXPECT_NE(standard_error_of([] { error("c"); }), "");
}

TEST(Log, lines_of_several_threads_stay_whole) {
  configure(Level::info, true);
  const std::string lines = standard_error_of([] {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([] {
        for (int k = 0; k < 200; ++k) info("event", {{"filler", std::string(100, 'x')}});
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  std::size_t count = 0;
  for (const std::string_view line : text::split(lines, '\n')) {
    if (line.empty()) continue;
    ++count;
    ASSERT_TRUE(json::parse(line).ok()) << line;
  }
  EXPECT_EQ(count, 800U);
}

}  // namespace
}  // namespace byte8::log
