// Reading: Boost.JSON's grammar, driven by a handler of our own, because its own tree would turn
// numbers into doubles. Finished values wait on one stack until their container closes, so that
// every container is allocated once at its final size.

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <iterator>
#include <span>

#include "base/json.h"

namespace byte8::json {
namespace {

namespace bj = boost::json;
using Code = bj::error_code;
using Part = bj::string_view;

constexpr std::size_t linear_keys = 16;

// Long objects are sorted, not hashed: a caller can choose keys which collide, but not keys which
// make a sort slow.
bool repeated_key(std::span<const std::string> keys) {
  if (keys.size() <= linear_keys) {
    for (std::size_t i = 1; i < keys.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (keys[i] == keys[j]) return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> sorted(keys.begin(), keys.end());
  std::ranges::sort(sorted);
  return std::ranges::adjacent_find(sorted) != sorted.end();
}

class Builder {
 public:
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  explicit Builder(bool drop_nul) : drop_nul_(drop_nul) {
    values_.reserve(64);
    keys_.reserve(64);
  }

  // What we refused ourselves; empty where the grammar did.
  std::string_view refusal() const { return refusal_; }
  Value take() { return std::move(values_.front()); }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }

  bool on_array_end(std::size_t count, Code&) {
    const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
    Array array(std::make_move_iterator(first), std::make_move_iterator(values_.end()));
    values_.erase(first, values_.end());
    values_.emplace_back(std::move(array));
    return true;
  }

  bool on_object_end(std::size_t count, Code& code) {
    const std::size_t first_key = keys_.size() - count;
    const std::size_t first_value = values_.size() - count;
    if (repeated_key(std::span(keys_).subspan(first_key))) {
      return refuse(code, "an object repeats a key");
    }
    Object object;
    object.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      object.emplace_back(std::move(keys_[first_key + i]), std::move(values_[first_value + i]));
    }
    keys_.resize(first_key);
    values_.resize(first_value);
    values_.emplace_back(std::move(object));
    return true;
  }

  bool on_key_part(Part part, std::size_t, Code&) { return append(part); }
  bool on_key(Part part, std::size_t, Code& code) {
    std::string key = finish(part);
    if (key.find('\0') != key.npos) return refuse(code, "a key holds U+0000");
    keys_.push_back(std::move(key));
    return true;
  }

  bool on_string_part(Part part, std::size_t, Code&) { return append(part); }
  bool on_string(Part part, std::size_t, Code& code) {
    std::string text = finish(part);
    if (text.find('\0') != text.npos) {
      if (!drop_nul_) return refuse(code, "a text holds U+0000");
      std::erase(text, '\0');
    }
    values_.emplace_back(std::move(text));
    return true;
  }

  bool on_number_part(Part part, Code&) { return append(part); }
  bool on_int64(std::int64_t, Part part, Code&) { return number(part); }
  bool on_uint64(std::uint64_t, Part part, Code&) { return number(part); }
  bool on_double(double, Part part, Code&) { return number(part); }
  bool on_bool(bool value, Code&) {
    values_.emplace_back(value);
    return true;
  }
  bool on_null(Code&) {
    values_.emplace_back();
    return true;
  }
  bool on_comment_part(Part, Code&) { return true; }
  bool on_comment(Part, Code&) { return true; }

 private:
  bool append(Part part) {
    partial_.append(part.data(), part.size());
    return true;
  }
  std::string finish(Part last) {
    if (partial_.empty()) return std::string(last.data(), last.size());
    append(last);
    return std::exchange(partial_, {});
  }
  bool number(Part part) {
    values_.emplace_back(Number{finish(part)});
    return true;
  }
  bool refuse(Code& code, std::string_view why) {
    refusal_ = why;
    code = bj::make_error_code(bj::error::syntax);
    return false;
  }

  bool drop_nul_;
  std::string_view refusal_;
  std::string partial_;
  std::vector<std::string> keys_;
  std::vector<Value> values_;
};

Error refused(std::size_t at, std::string_view why) {
  return Error::make(Fault::serde, fmt::format("not valid JSON at byte {}: {}", at, why));
}

}  // namespace

Result<Value> parse(std::string_view text, Limits limits) {
  if (text.size() > limits.bytes) {
    return Error::make(Fault::serde, fmt::format("JSON of {} bytes is longer than the {} allowed",
                                                 text.size(), limits.bytes));
  }
  bj::parse_options options;
  options.max_depth = limits.depth;
  bj::basic_parser<Builder> parser(options, limits.drop_nul);
  Code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (code) {
    const std::string_view why = parser.handler().refusal();
    return refused(read, why.empty() ? code.message() : why);
  }
  if (read < text.size()) return refused(read, "text after the end of the document");
  return parser.handler().take();
}

}  // namespace byte8::json
