#include "model/money.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "base/rng.h"

namespace byte8::model {
namespace {

using boost::multiprecision::cpp_int;

Amount amount(std::string_view text) {
  return *parse_amount(text);
}
Rate rate(std::string_view text) {
  return *parse_rate(text);
}

TEST(Money, numbers_are_read_from_their_text) {
  EXPECT_EQ(amount("20").units, 200'000);
  EXPECT_EQ(amount("8.3333").units, 83'333);
  EXPECT_EQ(amount("-0.07").units, -700);
  EXPECT_EQ(amount("1e3").units, 10'000'000);
  EXPECT_EQ(amount("1.25E-2").units, 125);
  EXPECT_EQ(amount("-0").units, 0);
  EXPECT_EQ(rate("1.273456789").units, 12'734'567'890);
  EXPECT_EQ(rate("0.00000000004").units, 0);
}

TEST(Money, more_than_four_places_are_rounded_half_up_once) {
  EXPECT_EQ(amount("0.00005").units, 1);
  EXPECT_EQ(amount("0.000049999999").units, 0);
  EXPECT_EQ(amount("-0.00005").units, -1);
  EXPECT_EQ(amount("0.30000000000004").units, 3000);
  EXPECT_EQ(amount("9.99995").units, 100'000);
}

TEST(Money, what_is_no_number_or_too_large_is_refused_as_serde) {
  for (const char* text : {"", "-", ".", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "1,5", " 1",
                           "1e400", "1e12", "99999999999999999999", "--1", "1.2.3"}) {
    auto parsed = parse_amount(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().fault, Fault::serde) << text;
  }
  EXPECT_TRUE(parse_amount("920000000000").ok());
  EXPECT_FALSE(parse_amount("920000000000.0001").ok());
  EXPECT_FALSE(parse_rate("920000001").ok());
  EXPECT_EQ(amount("1e-400").units, 0);
}

TEST(Money, text_has_two_places_unless_something_would_be_lost) {
  EXPECT_EQ(text(amount("12.5")), "12.50");
  EXPECT_EQ(text(amount("-0.07")), "-0.07");
  EXPECT_EQ(text(amount("16.9875")), "16.9875");
  EXPECT_EQ(text2(amount("16.985")), "16.99");
  EXPECT_EQ(text2(amount("-16.985")), "-16.99");
  EXPECT_EQ(plain(amount("2.75")), "2.75");
  EXPECT_EQ(plain(amount("3")), "3");
  EXPECT_EQ(plain(amount("100")), "100");
  EXPECT_EQ(text(rate("0.8547008547")), "0.8547008547");
  EXPECT_EQ(text(rate("20")), "20");
}

TEST(Money, minor_units_follow_the_currency) {
  EXPECT_EQ(minor_digits("GBP"), 2);
  EXPECT_EQ(minor_digits("HUF"), 2);
  EXPECT_EQ(minor_digits("JPY"), 0);
  EXPECT_EQ(minor_digits("KRW"), 0);
  EXPECT_EQ(minor_digits("KWD"), 3);
}

TEST(Money, the_known_answers_of_the_ledger) {
  EXPECT_EQ(round_to(amount("41.625"), 2), amount("41.63"));
  EXPECT_EQ(*multiply(amount("3.33"), amount("2.75"), 2), amount("9.16"));
  EXPECT_EQ(*divide_up(amount("12.47"), amount("3"), 2), amount("4.16"));
  EXPECT_EQ(*divide(amount("12.47"), amount("3"), 2), amount("4.16"));
  EXPECT_EQ(*divide_up(amount("-1"), amount("3"), 2), amount("-0.34"));
  EXPECT_EQ(*percent_of(amount("8.4"), rate("13.5"), 2), amount("1.13"));
  EXPECT_EQ(text(*inverse(rate("1.1654"))), "0.8580744809");
  EXPECT_EQ(*divide(amount("57.33"), rate("1.1654"), 2), amount("49.19"));
}

TEST(Money, overflow_and_division_by_zero_are_errors_not_wrong_numbers) {
  const Amount huge{INT64_MAX};
  EXPECT_FALSE(multiply(huge, Quantity{20'000}, 4).ok());
  EXPECT_FALSE(divide(huge, Quantity{1}, 4).ok());
  EXPECT_FALSE(divide(Amount{1}, Quantity{0}, 2).ok());
  EXPECT_FALSE(inverse(Rate{0}).ok());
  EXPECT_FALSE(inverse(Rate{1}).ok());
  EXPECT_DEATH(static_cast<void>(huge + Amount{1}), "");
}

// The oracle: integers without bound, rounded half away from zero by another formula.
cpp_int oracle_round(const cpp_int& numerator, const cpp_int& denominator) {
  const bool negative = (numerator < 0) != (denominator < 0);
  const cpp_int top = abs(numerator);
  const cpp_int bottom = abs(denominator);
  const cpp_int rounded = (2 * top + bottom) / (2 * bottom);
  return negative ? -rounded : rounded;
}

cpp_int power(int exponent) {
  return boost::multiprecision::pow(cpp_int(10), exponent);
}

template <typename T>
void expect_same(const Result<T>& ours, const cpp_int& expected) {
  if (expected > INT64_MAX || expected < -cpp_int(INT64_MAX)) {
    EXPECT_FALSE(ours.ok());
  } else {
    ASSERT_TRUE(ours.ok());
    EXPECT_EQ(cpp_int(ours->units), expected);
  }
}

// Numbers of every size, small ones as often as large ones.
std::int64_t any_units(Rng& rng) {
  const auto bits = rng.below(63) + 1;
  const auto value = static_cast<std::int64_t>(rng.next() >> (64 - bits));
  return rng.chance(500) ? -value : value;
}

TEST(Money, every_operation_agrees_with_unbounded_integers_on_100_000_pairs) {
  Rng rng(20'260'517);
  for (int i = 0; i < 100'000; ++i) {
    const Amount a{any_units(rng)};
    const Quantity q{any_units(rng)};
    const Rate r{any_units(rng)};
    const int places = static_cast<int>(rng.below(5));
    const cpp_int up = power(4 - places);
    const cpp_int x = a.units;
    expect_same(multiply(a, q, places), oracle_round(x * q.units, power(8 - places)) * up);
    expect_same(percent_of(a, r, places), oracle_round(x * r.units, power(16 - places)) * up);
    expect_same(multiply(a, r, places), oracle_round(x * r.units, power(14 - places)) * up);
    if (q.units != 0) {
      expect_same(divide(a, q, places), oracle_round(x * power(places), q.units) * up);
    }
    if (r.units != 0) {
      expect_same(divide(a, r, places), oracle_round(x * power(6 + places), r.units) * up);
      expect_same(inverse(r), oracle_round(power(20), r.units));
    }
    if (HasFailure()) FAIL() << a.units << " " << q.units << " " << r.units << " " << places;
  }
}

TEST(Money, division_rounded_up_is_the_least_price_that_covers_the_amount) {
  Rng rng(7);
  for (int i = 0; i < 100'000; ++i) {
    const Amount net{static_cast<std::int64_t>(rng.below(10'000'000)) * 100};
    const Quantity q{static_cast<std::int64_t>(rng.below(10'000'000)) + 1};
    const Amount price = *divide_up(net, q, 2);
    EXPECT_GE(cpp_int(price.units) * q.units, cpp_int(net.units) * Quantity::one);
    EXPECT_LT(cpp_int(price.units - 100) * q.units, cpp_int(net.units) * Quantity::one);
    if (HasFailure()) FAIL() << net.units << " / " << q.units;
  }
}

TEST(Money, text_and_parse_are_inverse) {
  Rng rng(11);
  for (int i = 0; i < 100'000; ++i) {
    const Amount a{any_units(rng) % 9'200'000'000'000'000};
    const Rate r{any_units(rng)};
    ASSERT_EQ(amount(text(a)), a);
    ASSERT_EQ(amount(plain(a)), a);
    ASSERT_EQ(rate(text(r)), r);
  }
}

}  // namespace
}  // namespace byte8::model
