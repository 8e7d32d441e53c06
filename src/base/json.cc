#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/check.h"
#include "base/utf8.h"

namespace byte8::json {
namespace {

void append_escape(std::string& out, unsigned unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += {'\\',
          'u',
          digits[(unit >> 12) & 15],
          digits[(unit >> 8) & 15],
          digits[(unit >> 4) & 15],
          digits[unit & 15]};
}

// The bytes that end a run which may be copied as it is.
constexpr bool special(char c, bool ascii) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == '"' || byte == '\\' || (ascii && byte >= 0x80);
}

void append_special(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      append_escape(out, static_cast<unsigned char>(c));
  }
}

void append_code_unit_pair(std::string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    append_escape(out, code_point);
    return;
  }
  const unsigned rest = code_point - 0x10000;
  append_escape(out, 0xD800 + (rest >> 10));
  append_escape(out, 0xDC00 + (rest & 0x3FF));
}

// A byte that is no UTF-8 becomes U+FFFD: whatever we write, a reader can read.
void append_text(std::string& out, std::string_view text, bool ascii) {
  constexpr char32_t replacement = 0xFFFD;
  out += '"';
  std::size_t begin = 0;  // of the run not copied yet
  const auto copy_run = [&](std::size_t end, std::size_t next) {
    out.append(text, begin, end - begin);
    begin = next;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (special(c, ascii)) {
        copy_run(at, at + 1);
        append_special(out, c);
      }
      ++at;
      continue;
    }
    const utf8::Step step = utf8::decode(text, at);
    const std::size_t next = at + std::max<std::size_t>(step.length, 1);
    if (step.length == 0 || ascii) {
      copy_run(at, next);
      const char32_t shown = step.length == 0 ? replacement : step.code_point;
      if (ascii) {
        append_code_unit_pair(out, shown);
      } else {
        out += "\xEF\xBF\xBD";
      }
    }
    at = next;
  }
  copy_run(text.size(), text.size());
  out += '"';
}

void append_value(std::string& out, const Value& value, bool ascii) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.boolean() ? "true" : "false";
  } else if (value.is_number()) {
    out += value.number_text();
  } else if (value.is_string()) {
    append_text(out, value.string(), ascii);
  } else if (value.is_array()) {
    char before = '[';
    for (const Value& element : value.array()) {
      out += std::exchange(before, ',');
      append_value(out, element, ascii);
    }
    out += before == '[' ? "[]" : "]";
  } else {
    char before = '{';
    for (const auto& [key, member] : value.object()) {
      out += std::exchange(before, ',');
      append_text(out, key, ascii);
      out += ':';
      append_value(out, member, ascii);
    }
    out += before == '{' ? "{}" : "}";
  }
}

}  // namespace

std::string_view Value::type_name() const {
  constexpr std::array<std::string_view, 6> names = {"null",   "boolean", "number",
                                                     "string", "array",   "object"};
  return names.at(data_.index());
}

std::optional<std::int64_t> Value::integer() const {
  if (!is_number()) return std::nullopt;
  const std::string& digits = number_text();
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, fault] = std::from_chars(digits.data(), end, value);
  if (fault != std::errc() || stop != end) return std::nullopt;
  return value;
}

const Value* Value::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const auto& [name, member] : object()) {
    if (name == key) return &member;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

std::string Value::text_or(std::string_view key, std::string_view fallback) const {
  const Value* member = find(key);
  return member != nullptr && member->is_string() ? member->string() : std::string(fallback);
}

void Value::set(std::string key, Value value) {
  if (is_null()) data_ = Object{};
  BYTE8_CHECK(is_object());
  if (Value* member = find(key)) {
    *member = std::move(value);
  } else {
    object().emplace_back(std::move(key), std::move(value));
  }
}

void Value::push(Value value) {
  if (is_null()) data_ = Array{};
  BYTE8_CHECK(is_array());
  array().push_back(std::move(value));
}

std::string write(const Value& value) {
  std::string out;
  append_value(out, value, false);
  return out;
}

std::string write_ascii(const Value& value) {
  std::string out;
  append_value(out, value, true);
  return out;
}

void append_quoted(std::string& out, std::string_view text) {
  append_text(out, text, false);
}

Value object(std::initializer_list<Member> members) {
  Value out(Object{});
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

}  // namespace byte8::json
