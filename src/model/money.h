#pragma once
// Money, quantities and rates in exact decimals. A Decimal<P> is a 64-bit integer of 1/10^P;
// intermediates have 128 bits, overflow is refused, and every rounding is half away from zero,
// named, and done once. JSON numbers are read from their text ("8.3333", "1e3"), never through
// floating point.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace byte8::model {

template <int Places>
struct Decimal {
  std::int64_t units = 0;  // value × 10^Places

  static constexpr std::int64_t one = [] {
    std::int64_t unit = 1;
    for (int i = 0; i < Places; ++i) unit *= 10;
    return unit;
  }();

  constexpr auto operator<=>(const Decimal&) const = default;
  constexpr Decimal operator-() const { return {-units}; }
  constexpr bool zero() const { return units == 0; }
  constexpr bool negative() const { return units < 0; }
};

// Amounts and quantities: four places, as Magento stores them. The currency stands beside the
// amounts of a document, never inside each; documents mix no currencies.
using Amount = Decimal<4>;
using Quantity = Decimal<4>;
// Exchange rates and tax percentages: ten places.
using Rate = Decimal<10>;

// Adds and subtracts; CHECKs against overflow, which amounts read by parse_amount cannot reach in a
// document of any size we accept (|amount| <= 9.2e11).
Amount operator+(Amount a, Amount b);
Amount operator-(Amount a, Amount b);
Amount& operator+=(Amount& a, Amount b);

// Reads a decimal from its text. More than four places are rounded half up once (Magento sends at
// most 14 significant digits). Fault::serde for anything that is no number or too large.
Result<Amount> parse_amount(std::string_view text);
Result<Rate> parse_rate(std::string_view text);

// "12.5" → "12.50": exactly two places when nothing is lost, else four ("16.9875").
std::string text(Amount amount);
// Exactly two places, rounded half up: for documents in currencies with two minor digits.
std::string text2(Amount amount);
// Shortest form without trailing zeros ("0.8547008547", "20").
std::string text(Rate rate);
std::string plain(Amount amount);  // shortest: "2.75", "3"

// Digits of a currency's minor unit: 2, JPY and KRW 0, HUF 2 … (ISO 4217).
int minor_digits(std::string_view currency);
// Rounded half up to that many decimal places (0..4).
Amount round_to(Amount amount, int places);

// amount × quantity, rounded half up to `places`.
Result<Amount> multiply(Amount amount, Quantity quantity, int places);
// amount × percent / 100, rounded half up to `places` (percent as Rate: 20 % is 20).
Result<Amount> percent_of(Amount amount, Rate percent, int places);
// amount ÷ quantity, rounded half up (or up, away from zero) to `places`; quantity must not be
// zero.
Result<Amount> divide(Amount amount, Quantity quantity, int places);
Result<Amount> divide_up(Amount amount, Quantity quantity, int places);
// 1 ÷ rate with ten places, rounded half up; for Sage's exchange_rate from Magento's
// base_to_order_rate.
Result<Rate> inverse(Rate rate);
// amount × rate and amount ÷ rate, rounded half up to `places`.
Result<Amount> multiply(Amount amount, Rate rate, int places);
Result<Amount> divide(Amount amount, Rate rate, int places);

}  // namespace byte8::model
