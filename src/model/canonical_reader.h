#pragma once
// How a canonical document is read, shared by its decoders only.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "model/canonical.h"

namespace byte8::model {

// Sums of a document's figures stay below this (9.2e11), so that no later sum can overflow.
inline constexpr std::uint64_t magnitude_bound = 9'200'000'000'000'000;

// Reads the members of one object; the first thing wrong is kept, with its path, and all later
// reads do nothing. A null is read as an absent key: the serialiser never sends one, another plugin
// might.
class Reader {
 public:
  Reader(const json::Value& value, std::string path, std::optional<Error>& error)
      : value_(value), path_(std::move(path)), error_(error) {
    if (!value.is_object()) fail("", "expected an object, found " + std::string(value.type_name()));
  }

  std::string text(std::string_view key) { return text_or_none(key, true).value_or(""); }
  std::optional<std::string> optional_text(std::string_view key) {
    auto found = text_or_none(key, false);
    if (found && found->empty()) found.reset();
    return found;
  }

  std::int64_t integer(std::string_view key) { return integer_or_none(key, true).value_or(0); }
  std::optional<std::int64_t> optional_integer(std::string_view key) {
    return integer_or_none(key, false);
  }

  Amount amount(std::string_view key) {
    const json::Value* found = member(key, true);
    if (found == nullptr) return {};
    if (!found->is_number()) return wrong_type<Amount>(key, *found, "a number");
    auto parsed = parse_amount(found->number_text());
    if (!parsed) {
      fail(key, parsed.error().message);
      return {};
    }
    const auto units = parsed->units;
    magnitude_ += static_cast<std::uint64_t>(units < 0 ? -units : units);
    return *parsed;
  }

  std::optional<Amount> optional_amount(std::string_view key) {
    if (member(key, false) == nullptr) return std::nullopt;
    return amount(key);
  }

  bool truth(std::string_view key, bool absent) {
    const json::Value* found = member(key, false);
    if (found == nullptr) return absent;
    if (found->is_bool()) return found->boolean();
    return wrong_type<bool>(key, *found, "true or false");
  }

  std::optional<Rate> optional_rate(std::string_view key) {
    const json::Value* found = member(key, false);
    if (found == nullptr) return std::nullopt;
    if (!found->is_number()) return wrong_type<std::optional<Rate>>(key, *found, "a number");
    auto parsed = parse_rate(found->number_text());
    if (parsed) return *parsed;
    fail(key, parsed.error().message);
    return std::nullopt;
  }

  const json::Array* list(std::string_view key) {
    const json::Value* found = member(key, true);
    if (found == nullptr) return nullptr;
    if (found->is_array()) return &found->array();
    return wrong_type<const json::Array*>(key, *found, "a list");
  }

  const json::Value* member(std::string_view key, bool required) {
    if (error_) return nullptr;
    const json::Value* found = value_.find(key);
    if (found != nullptr && !found->is_null()) return found;
    if (required) fail(key, "missing");
    return nullptr;
  }

  std::string path_of(std::string_view key) const {
    return path_.empty() || key.empty() ? path_ + std::string(key) : path_ + "." + std::string(key);
  }

  void fail(std::string_view key, const std::string& what) {
    if (error_) return;
    const std::string field = path_of(key);
    error_ = Error::make(Fault::serde, field.empty() ? what : field + ": " + what);
    error_->field = field;
  }

  std::uint64_t magnitude() const { return magnitude_; }

 private:
  template <typename T>
  T wrong_type(std::string_view key, const json::Value& found, const char* expected) {
    fail(key, std::string("expected ") + expected + ", found " + std::string(found.type_name()));
    return T{};
  }

  std::optional<std::string> text_or_none(std::string_view key, bool required) {
    const json::Value* found = member(key, required);
    if (found == nullptr) return std::nullopt;
    if (!found->is_string()) return wrong_type<std::optional<std::string>>(key, *found, "a string");
    return found->string();
  }

  std::optional<std::int64_t> integer_or_none(std::string_view key, bool required) {
    const json::Value* found = member(key, required);
    if (found == nullptr) return std::nullopt;
    std::optional<std::int64_t> number;
    if (found->is_number()) number = found->integer();
    if (!number) return wrong_type<std::optional<std::int64_t>>(key, *found, "an integer");
    return number;
  }

  const json::Value& value_;
  std::string path_;
  std::optional<Error>& error_;
  std::uint64_t magnitude_ = 0;
};

// "lines[3]"
std::string indexed(std::string_view path, std::size_t index);

Address read_address(const json::Value& value, std::string path, std::optional<Error>& error);
Customer read_customer(const json::Value& value, std::string path, std::optional<Error>& error);
Line read_line(const json::Value& value, std::string path, std::optional<Error>& error,
               std::uint64_t& magnitude);

}  // namespace byte8::model
