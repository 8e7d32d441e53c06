#include "store/exchanges_mask.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace byte8::store {
namespace {

constexpr std::string_view hidden = "•••";
constexpr std::size_t parsed_max = std::size_t{256} << 10;
constexpr std::size_t body_max = 16'000;
constexpr std::size_t remembered_min = 3;

enum class Kind : std::uint8_t { secret, name, email, phone, personal, safe, text, unknown };

template <std::size_t N>
bool holds_any(std::string_view key, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(
      words, [key](std::string_view word) { return key.find(word) != std::string_view::npos; });
}

template <std::size_t N>
bool ends_with_any(std::string_view key, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(words, [key](std::string_view word) { return key.ends_with(word); });
}

constexpr std::array<std::string_view, 6> secrets = {"token",  "secret",        "password",
                                                     "passwd", "authorization", "api_key"};
constexpr std::array<std::string_view, 4> phones = {"phone", "mobile", "fax", "telephone"};
constexpr std::array<std::string_view, 13> personal = {
    "address", "street",     "city",   "region", "postcode", "postal",   "zip",
    "vat",     "tax_number", "tax_id", "note",   "comment",  "po_number"};
constexpr std::array<std::string_view, 5> names = {"name", "displayed_as", "company",
                                                   "contact_person", "customer"};
constexpr std::array<std::string_view, 25> safe_ends = {
    "id",        "_id",    "_at",     "date",     "amount",     "total",   "quantity",
    "qty",       "rate",   "percent", "currency", "status",     "state",   "code",
    "sku",       "type",   "kind",    "country",  "percentage", "$source", "$severity",
    "reference", "method", "guid",    "price"};
constexpr std::array<std::string_view, 5> texts = {"message", "error", "detail", "description",
                                                   "reason"};

Kind kind_of(std::string_view key) {
  if (holds_any(key, secrets)) return Kind::secret;
  if (key.find("mail") != std::string_view::npos) return Kind::email;
  if (holds_any(key, phones)) return Kind::phone;
  if (holds_any(key, personal)) return Kind::personal;
  if (ends_with_any(key, safe_ends)) return Kind::safe;
  if (holds_any(key, names)) return Kind::name;
  return holds_any(key, texts) ? Kind::text : Kind::unknown;
}

// Numbers, dates, ids and codes: characters that those have, and a digit or capitals only.
bool harmless(std::string_view value) {
  constexpr std::size_t longest = 80;
  if (value.empty()) return true;
  if (value.size() > longest) return false;
  const auto plain = [](unsigned char c) {
    return (std::isalnum(c) != 0 && c < 128) ||
           std::string_view("_.:,-+/%").find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!std::ranges::all_of(value, plain)) return false;
  const bool digit =
      std::ranges::any_of(value, [](unsigned char c) { return std::isdigit(c) != 0; });
  const bool capitals =
      std::ranges::none_of(value, [](unsigned char c) { return std::islower(c) != 0; });
  return digit || capitals;
}

std::string masked_email(std::string_view value) {
  const std::size_t at = value.rfind('@');
  if (at == std::string_view::npos || at == 0) return std::string(hidden);
  return text::cut(value, 1) + std::string(hidden) + std::string(value.substr(at));
}

std::string initials(std::string_view value) {
  constexpr std::size_t most = 3;
  if (value.find('@') != std::string_view::npos) return masked_email(value);
  std::string out;
  std::size_t count = 0;
  for (const std::string_view word : text::split(value, ' ')) {
    if (word.empty() || ++count > most) continue;
    out += (out.empty() ? "" : " ") + text::cut(word, 1) + ".";
  }
  return out;
}

std::string masked_phone(std::string_view value) {
  constexpr std::size_t shown = 2;
  constexpr std::size_t long_enough = 6;
  if (value.size() < long_enough) return std::string(hidden);
  return std::string(hidden) + std::string(value.substr(value.size() - shown));
}

class Masker {
 public:
  json::Value masked(std::string_view key, const json::Value& value);
  // A text for people: what was masked elsewhere must not stand in it, and no e-mail.
  std::string scrubbed(std::string_view text) const;

 private:
  std::string masked_text(Kind kind, const std::string& value);

  std::vector<std::string> seen_;
};

std::string Masker::masked_text(Kind kind, const std::string& value) {
  if (value.empty()) return value;
  if (kind == Kind::safe && value.find('@') == std::string::npos) return value;
  if (kind == Kind::text) return scrubbed(value);
  if (kind == Kind::unknown && harmless(value)) return value;
  if (value.size() >= remembered_min) seen_.push_back(value);
  switch (kind) {
    case Kind::name:
      return initials(value);
    case Kind::email:
    case Kind::safe:
      return masked_email(value);
    case Kind::phone:
      return masked_phone(value);
    default:
      return std::string(hidden);
  }
}

json::Value Masker::masked(std::string_view key, const json::Value& value) {
  if (value.is_object()) {
    json::Object out;
    for (const auto& [name, member] : value.object()) {
      out.emplace_back(name, masked(text::lower_ascii(name), member));
    }
    return out;
  }
  if (value.is_array()) {
    json::Array out;
    for (const json::Value& item : value.array()) out.push_back(masked(key, item));
    return out;
  }
  const Kind kind = kind_of(key);
  if (value.is_string()) return masked_text(kind, value.string());
  const bool shown = kind == Kind::safe || kind == Kind::unknown || kind == Kind::text;
  return value.is_number() && !shown ? json::Value(hidden) : value;
}

std::string Masker::scrubbed(std::string_view text) const {
  std::string out(text);
  for (const std::string& value : seen_) {
    for (std::size_t at = out.find(value); at != std::string::npos; at = out.find(value, at)) {
      out.replace(at, value.size(), hidden);
      at += hidden.size();
    }
  }
  constexpr std::string_view around = " \t\r\n\"'<>(),;";
  for (std::size_t at = out.find('@'); at != std::string::npos; at = out.find('@', at + 1)) {
    std::size_t begin = out.find_last_of(around, at);
    begin = begin == std::string::npos ? 0 : begin + 1;
    const std::size_t end = std::min(out.find_first_of(around, at), out.size());
    out.replace(begin, end - begin, hidden);
    at = begin;
  }
  return out;
}

// {body, note}: the note says why the body is not there, or not whole.
void set_body(json::Value& side, Masker& masker, std::string_view body) {
  side.set("body", nullptr);
  side.set("note", nullptr);
  if (text::trim(body).empty()) return;
  if (body.size() > parsed_max) {
    side.set("note", "too large to be kept: " + std::to_string(body.size()) + " bytes");
    return;
  }
  const auto parsed = json::parse(body, {.drop_nul = true});
  if (!parsed) {
    side.set("note", "not JSON: " + std::to_string(body.size()) + " bytes");
    return;
  }
  json::Value shown = masker.masked("", *parsed);
  const std::string written = json::write(shown);
  if (written.size() > body_max) {
    side.set("body", text::cut(written, body_max));
    side.set("note", "cut after " + std::to_string(body_max) + " characters");
    return;
  }
  side.set("body", std::move(shown));
}

}  // namespace

std::string masked_url(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return std::string(url);
  std::string query;
  for (const auto& [key, value] : text::parse_form(url.substr(mark + 1))) {
    const Kind kind = kind_of(text::lower_ascii(key));
    const bool word = std::ranges::all_of(
        value, [](unsigned char c) { return std::islower(c) != 0 || c == '_'; });
    const bool kept = kind != Kind::secret && kind != Kind::email && (harmless(value) || word);
    query += (query.empty() ? "?" : "&") + key + "=" +
             (kept                  ? value
              : kind == Kind::email ? masked_email(value)
                                    : std::string(hidden));
  }
  return std::string(url.substr(0, mark)) + query;
}

MaskedExchange mask_exchange(std::string_view method, std::string_view url, std::string_view body,
                             const http::Outcome& outcome) {
  Masker masker;
  json::Value request = json::object({{"method", method}, {"url", masked_url(url)}});
  set_body(request, masker, body);
  json::Value response =
      json::object({{"status", nullptr}, {"failure", nullptr}, {"type", nullptr}});
  if (outcome.answered()) {
    const std::string* type = http::find_header(outcome.response.headers, "Content-Type");
    response.set("status", outcome.response.status);
    if (type != nullptr) response.set("type", text::cut(*type, 100));
    set_body(response, masker, outcome.response.body);
  } else {
    response.set("failure", http::word(outcome.failure));
    set_body(response, masker, "");
  }
  return {.request = json::write(request), .response = json::write(response)};
}

}  // namespace byte8::store
