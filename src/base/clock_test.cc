#include "base/clock.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace byte8 {
namespace {

Millis at(std::string_view text) {
  const auto parsed = parse_utc(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return parsed ? *parsed : -1;
}

TEST(Clock, both_clocks_run_forward) {
  const Now first = read_clocks();
  const Now second = read_clocks();
  EXPECT_GT(first.wall, at("2025-01-01T00:00:00Z"));
  EXPECT_GT(first.boot, 0);
  EXPECT_GE(second.boot, first.boot);
  EXPECT_EQ((Now{.wall = 1'779'012'672'345}).unix_seconds(), 1'779'012'672);
}

TEST(Clock, instants_are_written_in_utc) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(1'779'012'672'999), "2026-05-17T10:11:12Z");
  EXPECT_EQ(utc_text_millis(1'779'012'672'005), "2026-05-17T10:11:12.005Z");
  EXPECT_EQ(utc_text_millis(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(utc_text(at("2024-02-29T23:59:59Z")), "2024-02-29T23:59:59Z");
}

TEST(Clock, rfc_3339_texts_are_read) {
  EXPECT_EQ(at("2026-05-17T10:11:12Z"), 1'779'012'672'000);
  EXPECT_EQ(at("2026-05-17T10:11:12.3Z"), 1'779'012'672'300);
  EXPECT_EQ(at("2026-05-17T10:11:12.345678901234Z"), 1'779'012'672'345);
  EXPECT_EQ(at("2026-05-17T11:11:12+01:00"), 1'779'012'672'000);
  EXPECT_EQ(at("2026-05-17T04:41:12.000-05:30"), 1'779'012'672'000);
  EXPECT_EQ(at("2026-05-17T10:11:12-00:00"), 1'779'012'672'000);
  EXPECT_EQ(at("0001-01-01T00:00:00Z"), -62'135'596'800'000);
}

TEST(Clock, anything_else_is_refused) {
  for (const char* bad : {"",
                          "2026-05-17",
                          "2026-05-17T10:11:12",
                          "2026-05-17 10:11:12Z",
                          "2026-05-17T10:11:12z",
                          "2026-05-17T10:11Z",
                          "2026-5-17T10:11:12Z",
                          "2026-13-01T00:00:00Z",
                          "2026-00-01T00:00:00Z",
                          "2026-02-29T00:00:00Z",
                          "2026-04-31T00:00:00Z",
                          "2026-05-17T24:00:00Z",
                          "2026-05-17T10:60:00Z",
                          "2026-05-17T10:11:60Z",
                          "2026-05-17T10:11:12.Z",
                          "2026-05-17T10:11:12,5Z",
                          "2026-05-17T10:11:12+0100",
                          "2026-05-17T10:11:12+24:00",
                          "2026-05-17T10:11:12+01:60",
                          "2026-05-17T10:11:12ZZ",
                          " 2026-05-17T10:11:12Z",
                          "2026-05-17T10:11:12Z ",
                          "0000-00-00T00:00:00Z",
                          "+026-05-17T10:11:12Z",
                          "02026-05-17T10:11:12Z",
                          "2026-05-17T10:11:-1Z"}) {
    const auto parsed = parse_utc(bad);
    ASSERT_FALSE(parsed.ok()) << bad;
    EXPECT_EQ(parsed.error().fault, Fault::validation);
  }
}

TEST(Clock, the_calendar_day_is_that_of_the_zone) {
  const Millis summer = at("2026-05-17T23:30:00Z");
  EXPECT_EQ(*calendar_day(summer, "UTC"), "2026-05-17");
  EXPECT_EQ(*calendar_day(summer, "Europe/London"), "2026-05-18");
  EXPECT_EQ(*calendar_day(summer, "America/New_York"), "2026-05-17");
  EXPECT_EQ(*calendar_day(at("2026-01-17T23:30:00Z"), "Europe/London"), "2026-01-17");
  EXPECT_EQ(*calendar_day(at("2026-12-31T10:00:00Z"), "Pacific/Kiritimati"), "2027-01-01");
  EXPECT_EQ(*calendar_day(summer, "Asia/Kolkata"), "2026-05-18");
}

TEST(Clock, the_day_changes_at_the_very_millisecond) {
  EXPECT_EQ(*calendar_day(at("2026-05-17T22:59:59.999Z"), "Europe/London"), "2026-05-17");
  EXPECT_EQ(*calendar_day(at("2026-05-17T23:00:00.000Z"), "Europe/London"), "2026-05-18");
  EXPECT_EQ(*calendar_day(-1, "UTC"), "1969-12-31");
}

TEST(Clock, an_unknown_zone_is_an_error_of_the_field_time_zone) {
  for (const char* bad :
       {"", "Europe/Nowhere", "../etc/passwd", "europe/london", "/etc/localtime"}) {
    EXPECT_FALSE(known_time_zone(bad)) << bad;
    ASSERT_FALSE(calendar_day(0, bad).ok()) << bad;
    EXPECT_EQ(calendar_day(0, bad).error().field, "time_zone");
    EXPECT_EQ(start_of_day("2026-05-17", bad).error().field, "time_zone");
  }
  for (const char* good : {"Europe/London", "UTC", "Etc/UTC", "GMT", "Europe/Belfast"}) {
    EXPECT_TRUE(known_time_zone(good)) << good;
  }
}

TEST(Clock, a_day_starts_at_midnight_of_its_zone) {
  EXPECT_EQ(utc_text(*start_of_day("2026-05-17", "Europe/London")), "2026-05-16T23:00:00Z");
  EXPECT_EQ(utc_text(*start_of_day("2026-01-17", "Europe/London")), "2026-01-17T00:00:00Z");
  EXPECT_EQ(utc_text(*start_of_day("2026-03-29", "Europe/London")), "2026-03-29T00:00:00Z");
  EXPECT_EQ(utc_text(*start_of_day("2026-03-30", "Europe/London")), "2026-03-29T23:00:00Z");
  EXPECT_EQ(utc_text(*start_of_day("2026-05-17", "America/New_York")), "2026-05-17T04:00:00Z");
}

TEST(Clock, a_day_whose_midnight_is_skipped_or_repeated_starts_at_its_first_instant) {
  // São Paulo went from 23:59:59 to 01:00:00 on 4 November 2018.
  const Millis skipped = *start_of_day("2018-11-04", "America/Sao_Paulo");
  EXPECT_EQ(utc_text(skipped), "2018-11-04T03:00:00Z");
  EXPECT_EQ(*calendar_day(skipped, "America/Sao_Paulo"), "2018-11-04");
  EXPECT_EQ(*calendar_day(skipped - 1, "America/Sao_Paulo"), "2018-11-03");
  // Havana repeats the hour from midnight to one.
  const Millis repeated = *start_of_day("2026-11-01", "America/Havana");
  EXPECT_EQ(utc_text(repeated), "2026-11-01T04:00:00Z");
  EXPECT_EQ(*calendar_day(repeated - 1, "America/Havana"), "2026-10-31");
}

TEST(Clock, a_text_that_is_no_day_is_an_error_of_the_field_day) {
  for (const char* bad : {"", "2026-02-30", "2026-5-17", "17/05/2026", "2026-05-17T00:00:00Z"}) {
    ASSERT_FALSE(start_of_day(bad, "UTC").ok()) << bad;
    EXPECT_EQ(start_of_day(bad, "UTC").error().field, "day");
  }
}

TEST(Clock, zones_may_be_asked_from_several_threads) {
  std::vector<std::thread> threads;
  std::vector<std::string> days(4);
  for (std::string& day : days) {
    threads.emplace_back([&day] { day = *calendar_day(1'779'012'672'000, "Australia/Eucla"); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& day : days) EXPECT_EQ(day, "2026-05-17");
}

}  // namespace
}  // namespace byte8
