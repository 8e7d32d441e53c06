#include "model/policy_reader.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace byte8::model {

namespace {

// How much of a key that is not known stands in an answer.
constexpr std::size_t shown_of_key = 80;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

bool empty(const json::Value& value) {
  return value.is_null() || (value.is_string() && text::trim(value.string()).empty());
}

// Places after the point that are not zero at the end: parse_amount would round the fifth away.
std::size_t places(std::string_view decimal) {
  const std::size_t point = decimal.find('.');
  const std::size_t last = decimal.find_last_not_of('0');
  return point == std::string_view::npos || last <= point ? 0 : last - point;
}

std::string too_many() {
  return "at most " + std::to_string(PolicyReader::list_limit) + " entries";
}

}  // namespace

void PolicyReader::refuse(std::string_view key, std::string code, std::string message) {
  std::string place = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  errors_.push_back({std::move(place), std::move(code), std::move(message)});
}

const json::Value* PolicyReader::member(std::string_view key) {
  known_.push_back(key);
  return value_.find(key);
}

void PolicyReader::boolean(std::string_view key, bool& into) {
  const json::Value* found = member(key);
  if (found == nullptr) return;
  if (!found->is_bool()) return refuse(key, "invalid_format", "must be true or false");
  into = found->boolean();
}

void PolicyReader::optional_text(std::string_view key, std::optional<std::string>& into,
                                 std::size_t limit) {
  const json::Value* found = member(key);
  if (found == nullptr) return;
  into.reset();
  if (found->is_null()) return;
  if (!found->is_string()) return refuse(key, "invalid_format", "must be text or null");
  const std::string_view trimmed = text::trim(found->string());
  if (trimmed.empty()) return;
  if (text::code_points(trimmed) > limit) {
    return refuse(key, "too_long", "at most " + std::to_string(limit) + " characters");
  }
  into = std::string(trimmed);
}

void PolicyReader::plain_text(std::string_view key, std::string& into, std::size_t limit) {
  std::optional<std::string> read = into;
  optional_text(key, read, limit);
  into = read.value_or("");
}

std::optional<std::string> PolicyReader::required_text(std::string_view key, std::string message) {
  const std::size_t before = errors_.size();
  std::optional<std::string> read;
  optional_text(key, read);
  if (!read && errors_.size() == before) refuse(key, "required", std::move(message));
  return read;
}

void PolicyReader::one_of(std::string_view key, std::initializer_list<std::string_view> words,
                          std::string& into) {
  const json::Value* found = member(key);
  if (found == nullptr) return;
  if (empty(*found)) return refuse(key, "required", "choose a value");
  if (!found->is_string()) return refuse(key, "invalid_format", "must be text");
  if (std::ranges::find(words, found->string()) == words.end()) return refuse_word(key, words);
  into = found->string();
}

void PolicyReader::refuse_word(std::string_view key,
                               std::initializer_list<std::string_view> words) {
  std::string message = "must be one of";
  for (const std::string_view word : words) message.append(" ").append(word);
  refuse(key, "out_of_range", std::move(message));
}

void PolicyReader::money(std::string_view key, std::optional<Amount> maximum, Amount& into) {
  const json::Value* found = member(key);
  if (found == nullptr) return;
  if (empty(*found)) return refuse(key, "required", "must be a decimal, 0.00 for none");
  const std::string written = found->is_string()   ? std::string(text::trim(found->string()))
                              : found->is_number() ? found->number_text()
                                                   : std::string();
  const auto amount = parse_amount(written);
  if (!amount || round_to(*amount, 2) != *amount || places(written) > 2) {
    return refuse(key, "invalid_format", "must be a decimal with at most two places");
  }
  if (amount->negative() || (maximum && *amount > *maximum)) {
    return refuse(
        key, "out_of_range",
        maximum ? "must be from 0.00 to " + text2(*maximum) : std::string("must not be negative"));
  }
  into = *amount;
}

void PolicyReader::ids(std::string_view key, std::vector<std::int64_t>& into) {
  const json::Array* items = list(key);
  if (items == nullptr) return;
  into.clear();
  for (std::size_t i = 0; i < items->size(); ++i) {
    const json::Value& item = (*items)[i];
    const auto id = item.is_number() ? item.integer() : std::nullopt;
    const std::string place = std::string(key) + "." + std::to_string(i);
    if (!id) {
      refuse(place, "invalid_format", "must be an id");
    } else if (*id < 0) {
      refuse(place, "out_of_range", "must not be negative");
    } else if (std::ranges::find(into, *id) == into.end()) {
      into.push_back(*id);
    }
  }
}

const json::Object* PolicyReader::map(std::string_view key) {
  static const json::Object nothing;
  const json::Value* found = member(key);
  if (found == nullptr) return nullptr;
  if (found->is_null()) return &nothing;
  if (!found->is_object()) {
    refuse(key, "invalid_format", "must be an object");
  } else if (found->object().size() > list_limit) {
    refuse(key, "too_long", too_many());
  } else {
    return &found->object();
  }
  return nullptr;
}

const json::Array* PolicyReader::list(std::string_view key) {
  static const json::Array nothing;
  const json::Value* found = member(key);
  if (found == nullptr) return nullptr;
  if (found->is_null()) return &nothing;
  if (!found->is_array()) {
    refuse(key, "invalid_format", "must be a list");
  } else if (found->array().size() > list_limit) {
    refuse(key, "too_long", too_many());
  } else {
    return &found->array();
  }
  return nullptr;
}

bool PolicyReader::row_name(std::string_view map, std::string_view name) {
  const std::string place = std::string(map) + "." + text::cut(name, shown_of_key);
  if (text::trim(name).empty()) {
    refuse(place, "invalid_format", "a row needs a name");
  } else if (text::code_points(name) > text_limit) {
    refuse(place, "too_long", "a name has at most " + std::to_string(text_limit) + " characters");
  } else {
    return true;
  }
  return false;
}

void PolicyReader::refuse_unknown() {
  if (!value_.is_object()) return;
  for (const auto& [key, unused] : value_.object()) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    const std::string shown = text::cut(key, shown_of_key);
    const auto nearest = std::ranges::min_element(
        known_, {}, [&shown](std::string_view name) { return edit_distance(shown, name); });
    refuse(shown, "unknown", "unknown field; the nearest known one is " + std::string(*nearest));
  }
}

}  // namespace byte8::model
