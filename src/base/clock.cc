#include "base/clock.h"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <ctime>
#include <stdexcept>

#include "base/check.h"

namespace byte8 {
namespace {

using Instant = date::sys_time<std::chrono::milliseconds>;

Instant instant(Millis wall) {
  return Instant(std::chrono::milliseconds(wall));
}

Millis read_clock(clockid_t id) {
  timespec time{};
  BYTE8_CHECK(clock_gettime(id, &time) == 0);
  return Millis{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

std::string day_text(date::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

// "2026-05-17T10:11:12", and the milliseconds left over.
std::pair<std::string, int> second_text(Millis wall) {
  const auto day = date::floor<date::days>(instant(wall));
  const date::hh_mm_ss time(instant(wall) - day);
  return {fmt::format("{}T{:02}:{:02}:{:02}", day_text(date::year_month_day(day)),
                      time.hours().count(), time.minutes().count(), time.seconds().count()),
          static_cast<int>(time.subseconds().count())};
}

// A reader that remembers whether anything did not fit, so that a whole pattern is checked once.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int number(std::size_t digits, int least, int most) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit();
    if (value < least || value > most) good_ = false;
    return value;
  }
  void expect(char c) {
    if (!accept(c)) good_ = false;
  }
  bool accept(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_digit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
  int digit() {
    if (!at_digit()) {
      good_ = false;
      return 0;
    }
    const int value = rest_[0] - '0';
    rest_.remove_prefix(1);
    return value;
  }
  bool complete() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

date::year_month_day read_day(Reader& reader) {
  const int year = reader.number(4, 1, 9999);
  reader.expect('-');
  const int month = reader.number(2, 1, 12);
  reader.expect('-');
  const int day = reader.number(2, 1, 31);
  return date::year(year) / date::month(static_cast<unsigned>(month)) /
         date::day(static_cast<unsigned>(day));
}

// Digits beyond the millisecond are read and dropped.
int read_fraction(Reader& reader) {
  if (!reader.accept('.')) return 0;
  int millis = reader.digit() * 100;
  for (int weight = 10; reader.at_digit(); weight /= 10) millis += reader.digit() * weight;
  return millis;
}

std::chrono::minutes read_offset(Reader& reader) {
  if (reader.accept('Z')) return std::chrono::minutes(0);
  const bool west = reader.accept('-');
  if (!west) reader.expect('+');
  const int hours = reader.number(2, 0, 23);
  reader.expect(':');
  const std::chrono::minutes offset(hours * 60 + reader.number(2, 0, 59));
  return west ? -offset : offset;
}

// The library throws for an unknown name, and when the system has no tzdata at all.
const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

Error unknown_zone() {
  return Error::in_field("time_zone", "is not a time zone this system knows");
}

}  // namespace

Now read_clocks() {
  return {.wall = read_clock(CLOCK_REALTIME), .boot = read_clock(CLOCK_BOOTTIME)};
}

std::string utc_text(Millis wall) {
  return second_text(wall).first + "Z";
}

std::string utc_text_millis(Millis wall) {
  const auto [text, millis] = second_text(wall);
  return fmt::format("{}.{:03}Z", text, millis);
}

Result<Millis> parse_utc(std::string_view text) {
  Reader reader(text);
  const date::year_month_day day = read_day(reader);
  reader.expect('T');
  const std::chrono::hours hours(reader.number(2, 0, 23));
  reader.expect(':');
  const std::chrono::minutes minutes(reader.number(2, 0, 59));
  reader.expect(':');
  const std::chrono::seconds seconds(reader.number(2, 0, 59));
  const std::chrono::milliseconds millis(read_fraction(reader));
  const std::chrono::minutes offset = read_offset(reader);
  if (!reader.complete() || !day.ok()) {
    return Error::make(Fault::validation, "not a time of the form 2026-05-17T10:11:12Z");
  }
  const Instant result = date::sys_days(day) + hours + minutes + seconds + millis - offset;
  return Millis{result.time_since_epoch().count()};
}

Result<std::string> calendar_day(Millis wall, std::string_view time_zone) {
  const date::time_zone* zone = find_zone(time_zone);
  if (zone == nullptr) return unknown_zone();
  return day_text(date::year_month_day(date::floor<date::days>(zone->to_local(instant(wall)))));
}

bool known_time_zone(std::string_view time_zone) {
  return find_zone(time_zone) != nullptr;
}

Result<Millis> start_of_day(std::string_view day, std::string_view time_zone) {
  Reader reader(day);
  const date::year_month_day parsed = read_day(reader);
  if (!reader.complete() || !parsed.ok()) {
    return Error::in_field("day", "is not a day of the form 2026-05-17");
  }
  const date::time_zone* zone = find_zone(time_zone);
  if (zone == nullptr) return unknown_zone();
  // Where clocks skip midnight, `earliest` is the moment of the change: the first instant of the
  // day.
  const Instant first = zone->to_sys(date::local_days(parsed), date::choose::earliest);
  return Millis{first.time_since_epoch().count()};
}

}  // namespace byte8
