#include "sandbox/sage/calendar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace byte8::sandbox::sage {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Civil {
  std::int64_t year, month, day;
};

// Both directions by eras of 400 years that begin on 1 March (H. Hinnant, chrono-compatible
// algorithms).
std::int64_t number_of(Civil date) {
  const std::int64_t y = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month = date.month + (date.month > 2 ? -3 : 9);
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

Civil civil_of(std::int64_t number) {
  const std::int64_t shifted = number + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t doe = shifted - era * 146'097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp + (mp < 10 ? 3 : -9);
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::int64_t floor_day(Millis wall) {
  return wall >= 0 ? wall / day_ms : -((-wall + day_ms - 1) / day_ms);
}

}  // namespace

std::optional<std::int64_t> day_number(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const std::int64_t number = number_of({*year, *month, *day});
  return day_text(number) == text ? std::optional(number) : std::nullopt;
}

std::string day_text(std::int64_t day) {
  const Civil date = civil_of(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

bool is_day(std::string_view text) {
  return day_number(text).has_value();
}

std::string add_days(std::string_view day, std::int64_t days) {
  return day_text(day_number(day).value_or(0) + days);
}

std::string day_of(Millis wall) {
  return day_text(floor_day(wall));
}

std::string instant(Millis wall) {
  const std::int64_t seconds = (wall - floor_day(wall) * day_ms) / 1000;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day_of(wall), seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

std::string http_date(Millis wall) {
  constexpr std::array<std::string_view, 7> days = {"Thu", "Fri", "Sat", "Sun",
                                                    "Mon", "Tue", "Wed"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::int64_t day = floor_day(wall);
  const Civil date = civil_of(day);
  return fmt::format(
      "{}, {:02} {} {:04} {} GMT", days.at(static_cast<std::size_t>((day % 7 + 7) % 7)), date.day,
      months.at(static_cast<std::size_t>(date.month - 1)), date.year, instant(wall).substr(11, 8));
}

std::optional<Millis> instant_of(std::string_view text) {
  const auto day = day_number(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return *day * day_ms;
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
  const auto hour = digits(text.substr(11, 2));
  const auto minute = digits(text.substr(14, 2));
  const auto second = digits(text.substr(17, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60)
    return std::nullopt;
  return *day * day_ms + (*hour * 3600 + *minute * 60 + *second) * 1000;
}

}  // namespace byte8::sandbox::sage
