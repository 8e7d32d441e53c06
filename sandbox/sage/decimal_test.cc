#include "sandbox/sage/decimal.h"

#include <gtest/gtest.h>

namespace byte8::sandbox::sage {
namespace {

struct ParseCase {
  std::string_view text;
  std::int64_t cents;
};

TEST(decimal, rounds_half_away_from_zero_from_the_digits_themselves) {
  constexpr ParseCase cases[] = {{"41.625", 4163},
                                 {"8.325", 833},
                                 {"-41.625", -4163},
                                 {"2.675", 268},
                                 {"1.005", 101},
                                 {"0.004999999999999999999999999999999999", 0},
                                 {"0.005000000000000000000000000000000000", 1},
                                 {"12", 1200},
                                 {"1e2", 10000},
                                 {"1.5E-1", 15},
                                 {"+3.1", 310},
                                 {"0", 0},
                                 {"000012.10", 1210}};
  for (const ParseCase& one : cases) {
    const auto cents = parse_decimal<Cents>(one.text);
    ASSERT_TRUE(cents) << one.text;
    EXPECT_EQ(cents->units, one.cents) << one.text;
  }
}

TEST(decimal, refuses_what_is_no_number_or_too_big) {
  for (const std::string_view text : {"", "-", ".5", "5.", "1,5", "12a", "0x1", "1e", "1e101", " 1",
                                      "nan", "99999999999999999999999999"}) {
    EXPECT_FALSE(parse_decimal<Cents>(text)) << text;
  }
}

TEST(decimal, shows_as_ruby_does) {
  EXPECT_EQ(show(Cents{2000}), "20.0");
  EXPECT_EQ(show(Cents{32120}), "321.2");
  EXPECT_EQ(show(Cents{0}), "0.0");
  EXPECT_EQ(show(Cents{-5}), "-0.05");
  EXPECT_EQ(show(Fine{8'547'000'000}), "0.8547");
  EXPECT_EQ(show(Fine{27'500'000'000}), "2.75");
  EXPECT_EQ(show(rate_of_one), "1.0");
}

TEST(decimal, multiplies_once_and_rounds_once) {
  const auto fine = [](std::string_view text) { return *parse_decimal<Fine>(text); };
  EXPECT_EQ(times(fine("3"), Cents{417}), (Cents{1251}));    // 3 × 4.1667 is 12.51, not 12.50
  EXPECT_EQ(times(fine("2.75"), Cents{333}), (Cents{916}));  // 9.1575
  EXPECT_EQ(times(fine("0.8580744809"), Cents{5733}), (Cents{4919}));
  EXPECT_EQ(times(fine("-1"), Cents{250}), (Cents{-250}));
  EXPECT_EQ(percent_of(Cents{1025}, fine("20")), (Cents{205}));
  EXPECT_EQ(percent_of(Cents{50}, fine("13.5")), (Cents{7}));  // 6.75
  EXPECT_EQ(percent_of(Cents{-50}, fine("13")), (Cents{-7}));  // -6.5
}

TEST(decimal, holds_what_would_overflow_where_it_can_be_refused) {
  const Cents product = times(Fine{2'000'000'000'000'000'000}, Cents{2'000'000'000'000'000'000});
  EXPECT_TRUE(too_large(product));
  EXPECT_FALSE(too_large(largest_amount));
}

TEST(decimal, inverts_to_ten_places) {
  EXPECT_EQ(show(inverse(*parse_decimal<Fine>("1.1654"))), "0.8580744809");
  EXPECT_EQ(show(inverse(rate_of_one)), "1.0");
}

}  // namespace
}  // namespace byte8::sandbox::sage
