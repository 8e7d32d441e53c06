#pragma once
// The simulator's own decimals: a scaled 64-bit integer, 128 bits in between, rounding half away
// from zero exactly once. Written apart from the product's, so that a shared mistake cannot hide.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace byte8::sandbox::sage {

__extension__ typedef __int128 Wide;

template <int Places>
struct Scaled {
  std::int64_t units = 0;

  static constexpr int places = Places;
  auto operator<=>(const Scaled&) const = default;
  Scaled operator-() const { return {-units}; }
  Scaled& operator+=(Scaled other) { return units += other.units, *this; }
  Scaled& operator-=(Scaled other) { return units -= other.units, *this; }
  friend Scaled operator+(Scaled a, Scaled b) { return a += b; }
  friend Scaled operator-(Scaled a, Scaled b) { return a -= b; }
  bool zero() const { return units == 0; }
};

using Cents = Scaled<2>;  // amounts
using Fine = Scaled<10>;  // quantities, percentages and rates

// Largest amount that is accepted or computed (ten trillion); what would pass it is held there, and
// too_large() then refuses it.
inline constexpr Cents largest_amount = {std::int64_t{1'000'000'000'000'000}};
bool too_large(Cents amount);

// "12", "-3.5", "1e2", sixty digits: rounded to so many places. Empty where the text is no number
// or too big.
std::optional<std::int64_t> parse_units(std::string_view text, int places);

template <typename T>
std::optional<T> parse_decimal(std::string_view text) {
  const auto units = parse_units(text, T::places);
  return units ? std::optional<T>(T{*units}) : std::nullopt;
}

// As Ruby shows them: "20.0", "321.2", "0.0"; at least one decimal, no trailing zeros.
std::string show(Cents amount);
std::string show(Fine number);

Cents times(Fine factor, Cents amount);        // rounded to cents
Cents percent_of(Cents amount, Fine percent);  // amount × percent ÷ 100, rounded to cents
Fine inverse(Fine rate);                       // 1 ÷ rate to ten places; rate above zero
inline constexpr Fine rate_of_one = {std::int64_t{10'000'000'000}};

}  // namespace byte8::sandbox::sage
