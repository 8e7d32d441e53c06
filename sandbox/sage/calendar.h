#pragma once
// Days and instants as Sage writes them, by the simulator's own arithmetic (proleptic Gregorian,
// UTC).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace byte8::sandbox::sage {

// Days since 1970-01-01 of "2026-05-17"; empty where that is no day of the calendar.
std::optional<std::int64_t> day_number(std::string_view text);
std::string day_text(std::int64_t day);
bool is_day(std::string_view text);
std::string add_days(std::string_view day, std::int64_t days);  // day is one
std::string day_of(Millis wall);                                // UTC
std::string instant(Millis wall);                               // "2026-05-01T12:00:00Z"
std::string http_date(Millis wall);                             // RFC 9110
// A day or an RFC 3339 instant with Z, as the list filters take them.
std::optional<Millis> instant_of(std::string_view text);

}  // namespace byte8::sandbox::sage
