#pragma once
// Time is an input. The core is told the time; only app/, net/ and sandbox/ read a clock.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace byte8 {

using Millis = std::int64_t;

struct Now {
  Millis wall = 0;  // milliseconds since 1970 UTC: for people, documents and tokens
  Millis boot = 0;  // CLOCK_BOOTTIME in milliseconds: for deadlines, graces and retries

  std::int64_t unix_seconds() const { return wall / 1000; }
};

// Reads both clocks of this machine.
Now read_clocks();

// "2026-05-17T10:11:12Z"; no fraction, always UTC.
std::string utc_text(Millis wall);
// "2026-05-17T10:11:12.345Z", for our own interface.
std::string utc_text_millis(Millis wall);
// Accepts RFC 3339 with Z or a numeric offset, with or without a fraction.
Result<Millis> parse_utc(std::string_view text);

// The calendar day of an instant in an IANA time zone ("Europe/London"): "2026-05-17".
Result<std::string> calendar_day(Millis wall, std::string_view time_zone);
bool known_time_zone(std::string_view time_zone);
// First instant of a calendar day ("2026-05-17") in a time zone.
Result<Millis> start_of_day(std::string_view day, std::string_view time_zone);

}  // namespace byte8
