#pragma once
// What PHP and MySQL do to values on their way: casts, trims, cuts, dates. The recordings show each
// of them (spec/fixtures/protocol/sync-state.json and errors.json).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"

namespace byte8::sandbox::shop::php {

// Space, tab, line breaks, NUL and vertical tab, on both sides.
std::string trim(std::string_view text);
// is_numeric() and then (int): "14" → 14, " 2.7" → 2, "1e3" → 1000; out of range is clamped. Empty
// for what is not numeric.
std::optional<std::int64_t> to_int(std::string_view text);
// (string) of a scalar: true is "1", false "". Empty for null, list and object.
std::optional<std::string> to_string(const json::Value& value);
// As a three-byte utf8 column keeps it: each four-byte character becomes "????".
std::string three_byte_utf8(std::string_view text);
// A text column: three-byte, at most `limit` characters.
std::string column(std::string_view text, std::size_t limit);
// A timestamp column, not strict: "2026-05-17T10:12:03Z" → "2026-05-17 10:12:03"; fractions and
// offsets are dropped; what is no date becomes "0000-00-00 00:00:00".
std::string timestamp(std::string_view text);
std::string mysql_time(Millis wall);
// date('c'): "2026-05-17T10:11:12+00:00"
std::string iso_time(Millis wall);

}  // namespace byte8::sandbox::shop::php
