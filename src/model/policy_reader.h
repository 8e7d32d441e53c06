#pragma once
// One object of a policy document, read key by key; every refused key is noted with its path and
// code. Used by policy_parse.cc only.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/policy.h"

namespace byte8::model {

class PolicyReader {
 public:
  static constexpr std::size_t text_limit = 255;
  // Entries of one list or map, so that a policy stays a row of a database.
  static constexpr std::size_t list_limit = 1000;

  // outlives: both belong to the caller of parse_policy
  PolicyReader(const json::Value& value, std::string path, std::vector<FieldError>& errors)
      : value_(value), path_(std::move(path)), errors_(errors) {}

  void refuse(std::string_view key, std::string code, std::string message);
  // The member, or null pointer when it is absent. Notes the name as known.
  const json::Value* member(std::string_view key);

  void boolean(std::string_view key, bool& into);
  // null and "" are nothing.
  void optional_text(std::string_view key, std::optional<std::string>& into,
                     std::size_t limit = text_limit);
  // A text that may be emptied: whether it may stay empty is for validate() to say.
  void plain_text(std::string_view key, std::string& into, std::size_t limit);
  // A text that must be there; nothing when it was refused.
  std::optional<std::string> required_text(std::string_view key, std::string message);
  void one_of(std::string_view key, std::initializer_list<std::string_view> words,
              std::string& into);
  // A decimal with at most two places from 0 to `maximum`; a number is taken like a text.
  void money(std::string_view key, std::optional<Amount> maximum, Amount& into);
  // Ids from 0, each once.
  void ids(std::string_view key, std::vector<std::int64_t>& into);
  // The members of a map, and the items of a list: null is none, an absent key a null pointer.
  const json::Object* map(std::string_view key);
  const json::Array* list(std::string_view key);
  // The key of a map's row, whether it can be one.
  bool row_name(std::string_view map, std::string_view name);

  // Last: what nobody asked for, with the nearest known name.
  void refuse_unknown();

 private:
  void refuse_word(std::string_view key, std::initializer_list<std::string_view> words);

  const json::Value& value_;
  std::string path_;
  std::vector<FieldError>& errors_;
  std::vector<std::string_view> known_;
};

}  // namespace byte8::model
