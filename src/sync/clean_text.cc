#include "sync/clean_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace byte8::sync {

namespace {

constexpr int decoding_rounds = 3;
// The longest entity worth looking at ("&thetasym;", "&#x0010FFFF;").
constexpr std::size_t entity_limit = 32;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Tags that separate words: "Tea<br>pot" is two words, "Tea<b>pot</b>" is one.
bool separates(std::string_view tag) {
  static constexpr std::array<std::string_view, 13> names = {
      "br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "hr", "h1", "h2"};
  if (tag.starts_with('/')) tag.remove_prefix(1);
  std::size_t end = 0;
  while (end < tag.size() && (is_letter(tag[end]) || is_digit(tag[end]))) ++end;
  const std::string name = text::lower_ascii(tag.substr(0, end));
  return std::ranges::find(names, name) != names.end();
}

// "<" opens a tag only before a letter, "/", "!" or "?": "a < b" is text.
std::string strip_tags(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  std::size_t at = 0;
  while (at < raw.size()) {
    const char next = at + 1 < raw.size() ? raw[at + 1] : ' ';
    const bool opens =
        raw[at] == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?');
    if (!opens) {
      out += raw[at++];
      continue;
    }
    const std::size_t end = raw.find('>', at);
    if (end == std::string_view::npos) {  // nothing closes it, nor anything that follows
      out += raw.substr(at);
      break;
    }
    if (separates(raw.substr(at + 1, end - at - 1))) out += ' ';
    at = end + 1;
  }
  return out;
}

std::optional<char32_t> numeric_entity(std::string_view body) {
  int base = 10;
  if (!body.empty() && (body.front() == 'x' || body.front() == 'X')) {
    base = 16;
    body.remove_prefix(1);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), value, base);
  if (body.empty() || error != std::errc() || end != body.data() + body.size()) return std::nullopt;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
  return value;
}

// The character of the entity between "&" and ";".
std::optional<char32_t> entity(std::string_view body) {
  if (body.starts_with('#')) return numeric_entity(body.substr(1));
  const char32_t named = named_entity(body);
  if (named == 0) return std::nullopt;
  return named;
}

// One round; true when something was decoded.
bool decode_once(std::string& text) {
  std::string out;
  out.reserve(text.size());
  bool changed = false;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] != '&') {
      out += text[at++];
      continue;
    }
    const std::string_view window = std::string_view(text).substr(at + 1, entity_limit);
    const std::size_t end = window.find(';');
    const auto decoded =
        end == std::string_view::npos ? std::nullopt : entity(window.substr(0, end));
    if (!decoded) {
      out += text[at++];
      continue;
    }
    text::append_code_point(out, *decoded);
    at += end + 2;
    changed = true;
  }
  text = std::move(out);
  return changed;
}

// Whether the text at an "&" would be refused as an entity: "&#" or "&name;".
bool looks_like_entity(std::string_view after) {
  if (after.starts_with('#')) return true;
  std::size_t end = 0;
  while (end < after.size() && (is_letter(after[end]) || is_digit(after[end]))) ++end;
  return end > 0 && end < after.size() && after[end] == ';';
}

std::string break_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] == '&' && looks_like_entity(text.substr(at + 1))) out += ' ';
  }
  return out;
}

// Length of the control or space character at `at`, and whether a space takes its place. 0: an
// ordinary character. Beyond ASCII: C1 controls, the no-break space, line and paragraph separator,
// the BOM.
struct Odd {
  std::size_t length = 0;
  bool space = false;
};

Odd odd_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return {1, true};
  if (byte < 0x20 || byte == 0x7F) return {1, false};
  const std::string_view rest = text.substr(at);
  if (byte == 0xC2 && rest.size() > 1) {
    const auto second = static_cast<unsigned char>(rest[1]);
    if (second == 0xA0 || second == 0x85) return {2, true};
    if (second < 0xA0) return {2, false};
  }
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return {3, true};
  if (rest.starts_with("\xEF\xBB\xBF")) return {3, false};
  return {};
}

// Drops control characters, makes runs of white space one space and trims.
std::string tidy_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const Odd odd = odd_at(text, at);
    if (odd.length > 0) {
      pending = pending || odd.space;
      at += odd.length;
      continue;
    }
    if (pending && !out.empty()) out += ' ';
    pending = false;
    out += text[at++];
  }
  return out;
}

}  // namespace

CleanText clean_text(std::string_view raw, std::size_t limit, std::string_view fallback) {
  std::string text = strip_tags(raw);
  for (int round = 0; round < decoding_rounds && decode_once(text); ++round) {
  }
  // Dropping a control character can join an entity together, so breaking comes after it.
  text = break_entities(tidy_spaces(text));
  CleanText clean;
  if (text::code_points(text) > limit) {
    text = text::cut(text, limit);
    clean.shortened = true;
  }
  clean.text = std::string(text::trim(text));
  if (clean.text.empty()) clean.text = std::string(fallback);
  return clean;
}

}  // namespace byte8::sync
