#include "sandbox/sage/fields.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/calendar.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t unknown_names_kept = 50;

bool absent(const json::Value* value) {
  return !value || value->is_null() || (value->is_string() && text::trim(value->string()).empty());
}

const std::string* digits_of(const json::Value& value) {
  if (value.is_string()) return &value.string();
  return value.is_number() ? &value.number_text() : nullptr;
}

bool fits(const json::Value& value, Kind kind) {
  const std::string* digits = digits_of(value);
  switch (kind) {
    case Kind::text:
    case Kind::id:
      return value.is_string();
    case Kind::decimal:
      return digits && parse_units(*digits, Cents::places);
    case Kind::integer:
      return digits && parse_units(*digits, 0) && digits->find('.') == std::string::npos;
    case Kind::date:
      return value.is_string() && is_day(std::string_view(value.string()).substr(0, 10));
    case Kind::boolean:
      return value.is_bool() ||
             (value.is_string() && (value.string() == "true" || value.string() == "false"));
    case Kind::object:
      return value.is_object();
    case Kind::array:
      return value.is_array();
  }
  return false;
}

std::string_view complaint(Kind kind) {
  switch (kind) {
    case Kind::decimal:
    case Kind::integer:
      return "is not a number";
    case Kind::date:
      return "is not a valid date";
    default:
      return "is invalid";
  }
}

std::string too_long(std::size_t limit) {
  return "is too long (maximum is " + std::to_string(limit) + " characters)";
}

}  // namespace

void check_fields(const json::Value& value, std::span<const Field> table, std::string_view prefix,
                  Problems& problems, Counters& counters) {
  for (const Field& field : table) {
    const json::Value* member = value.find(field.name);
    const auto complain = [&](std::string_view message) {
      problems.add(std::string(prefix) + std::string(field.name), message);
    };
    if (absent(member)) {
      if (field.required) complain(required_message);
    } else if (!fits(*member, field.kind)) {
      complain(complaint(field.kind));
    } else if (field.required && member->is_array() && member->array().empty()) {
      complain(required_message);
    } else if (field.limit > 0 && member->is_string() &&
               text::code_points(member->string()) > field.limit) {
      complain(too_long(field.limit));
    }
  }
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.object()) {
    if (name == "idempotency_id" || name == "id") continue;
    if (std::ranges::any_of(table, [&](const Field& field) { return field.name == name; }))
      continue;
    ++counters.unknown_fields;
    if (counters.unknown_field_names.size() < unknown_names_kept) {
      counters.unknown_field_names.push_back(std::string(prefix) + name);
    }
  }
}

bool given(const json::Value& object, std::string_view name) {
  return !absent(object.find(name));
}

std::optional<std::string> text_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  if (absent(value) || !value->is_string()) return std::nullopt;
  return value->string();
}

std::optional<Cents> cents_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  const std::string* digits = absent(value) ? nullptr : digits_of(*value);
  return digits ? parse_decimal<Cents>(*digits) : std::nullopt;
}

std::optional<Fine> fine_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  const std::string* digits = absent(value) ? nullptr : digits_of(*value);
  return digits ? parse_decimal<Fine>(*digits) : std::nullopt;
}

std::optional<std::int64_t> integer_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  const std::string* digits = absent(value) ? nullptr : digits_of(*value);
  return digits ? parse_units(*digits, 0) : std::nullopt;
}

bool flag_of(const json::Value& object, std::string_view name, bool fallback) {
  const json::Value* value = object.find(name);
  if (absent(value)) return fallback;
  if (value->is_bool()) return value->boolean();
  return value->is_string() ? value->string() == "true" : fallback;
}

json::Value merged(json::Value base, const json::Value& patch) {
  if (!patch.is_object() || !base.is_object()) return patch;
  for (const auto& [name, member] : patch.object()) {
    json::Value* old = base.find(name);
    if (old && old->is_object() && member.is_object()) {
      *old = merged(std::move(*old), member);
    } else {
      base.set(name, member);
    }
  }
  return base;
}

}  // namespace byte8::sandbox::sage
