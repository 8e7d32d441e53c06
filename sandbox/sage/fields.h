#pragma once
// The schema of a request as a table, and readers for its values. Numbers may come as text or as
// numbers.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "sandbox/sage/call.h"
#include "sandbox/sage/decimal.h"

namespace byte8::sandbox::sage {

enum class Kind : std::uint8_t { text, id, decimal, integer, date, boolean, object, array };

struct Field {
  std::string_view name;
  Kind kind = Kind::text;
  bool required = false;
  std::size_t limit = 0;  // characters; 0 = none
};

// Checks one object: required members, types and lengths go to `problems` with `prefix` before the
// name; members that the table does not have are counted (and named) as unknown.
void check_fields(const json::Value& value, std::span<const Field> table, std::string_view prefix,
                  Problems& problems, Counters& counters);

// Null, missing and blank text are all absent.
bool given(const json::Value& object, std::string_view name);
std::optional<std::string> text_of(const json::Value& object, std::string_view name);
std::optional<Cents> cents_of(const json::Value& object, std::string_view name);
std::optional<Fine> fine_of(const json::Value& object, std::string_view name);
std::optional<std::int64_t> integer_of(const json::Value& object, std::string_view name);
bool flag_of(const json::Value& object, std::string_view name, bool fallback = false);

// Members of `patch` over those of `base`; objects inside are merged, arrays replaced.
json::Value merged(json::Value base, const json::Value& patch);

}  // namespace byte8::sandbox::sage
