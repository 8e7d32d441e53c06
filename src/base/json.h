#pragma once
// JSON as the wire needs it: numbers keep their text (money is never a double), duplicate keys, bad
// UTF-8, U+0000 and unpaired surrogates are refused, depth is bounded. Objects keep their order.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace byte8::json {

struct Number {
  std::string text;  // as it stood: "20", "8.3333", "1e3"
  bool operator==(const Number&) const = default;
};

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;
using Object = std::vector<Member>;

class Value {
 public:
  Value() = default;                                                    // null
  Value(std::nullptr_t) {}                                              // NOLINT
  Value(bool value) : data_(value) {}                                   // NOLINT
  Value(std::int64_t value) : data_(Number{std::to_string(value)}) {}   // NOLINT
  Value(int value) : data_(Number{std::to_string(value)}) {}            // NOLINT
  Value(std::uint64_t value) : data_(Number{std::to_string(value)}) {}  // NOLINT
  Value(Number value) : data_(std::move(value)) {}                      // NOLINT
  Value(std::string value) : data_(std::move(value)) {}                 // NOLINT
  Value(std::string_view value) : data_(std::string(value)) {}          // NOLINT
  Value(const char* value) : data_(std::string(value)) {}               // NOLINT
  Value(Array value) : data_(std::move(value)) {}                       // NOLINT
  Value(Object value) : data_(std::move(value)) {}                      // NOLINT
  template <typename T>
  Value(const std::optional<T>& value) {  // NOLINT
    if (value) *this = Value(*value);
  }

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_number() const { return std::holds_alternative<Number>(data_); }
  bool is_string() const { return std::holds_alternative<std::string>(data_); }
  bool is_array() const { return std::holds_alternative<Array>(data_); }
  bool is_object() const { return std::holds_alternative<Object>(data_); }
  std::string_view type_name() const;  // "null", "boolean", "number", "string", "array", "object"

  // These stop the process on another type: ask first.
  bool boolean() const { return std::get<bool>(data_); }
  const std::string& number_text() const { return std::get<Number>(data_).text; }
  const std::string& string() const { return std::get<std::string>(data_); }
  const Array& array() const { return std::get<Array>(data_); }
  Array& array() { return std::get<Array>(data_); }
  const Object& object() const { return std::get<Object>(data_); }
  Object& object() { return std::get<Object>(data_); }

  // The integer this number is, if its text is one ("20", not "20.0" or "2e1") and it fits.
  std::optional<std::int64_t> integer() const;
  // Member of an object, or null pointer (also when this is no object).
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  // Text of a string member, or empty.
  std::string text_or(std::string_view key, std::string_view fallback = "") const;
  // Sets or replaces a member; turns null into an object first.
  void set(std::string key, Value value);
  void push(Value value);  // turns null into an array first

  bool operator==(const Value&) const = default;

 private:
  std::variant<std::monostate, bool, Number, std::string, Array, Object> data_;
};

struct Limits {
  std::size_t depth = 32;
  std::size_t bytes = std::size_t{8} << 20;
  bool drop_nul = false;  // U+0000 in text is dropped instead of refused (canonical reads)
};

// The error is Fault::serde, its message says what and at which byte.
Result<Value> parse(std::string_view text, Limits limits = {});
// Compact, UTF-8, slashes not escaped.
std::string write(const Value& value);
// Compact with non-ASCII as \uXXXX, as PHP's json_encode does with JSON_UNESCAPED_SLASHES.
std::string write_ascii(const Value& value);
// The string as a JSON literal with its quotes.
void append_quoted(std::string& out, std::string_view text);

Value object(std::initializer_list<Member> members);

}  // namespace byte8::json
