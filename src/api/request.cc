#include "api/request.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using model::FieldError;

constexpr std::int64_t limit_max = 200;

http::Response json_answer(int status, std::string_view type, const json::Value& body) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(type)}},
          .body = json::write(body)};
}

struct Meaning {
  std::string_view code;
  int status;
  std::string_view title;
};

constexpr std::array<Meaning, 33> meanings = {{
    {"unauthenticated", 401, "Sign in"},
    {"totp_required", 401, "A code is needed as well"},
    {"forbidden", 403, "Not permitted"},
    {"not_found", 404, "Not found"},
    {"method_not_allowed", 405, "Method not allowed"},
    {"conflict", 409, "Not possible in this state"},
    {"idempotency_mismatch", 409, "Another request used this key"},
    {"business_already_bound", 409, "The business is bound elsewhere"},
    {"different_business", 409, "Another business than before"},
    {"sage_not_connected", 409, "Sage is not connected"},
    {"sage_access_removed", 409, "Sage access was removed"},
    {"invalid_grant", 409, "Sage access was removed"},
    {"no_subscription", 409, "No active Sage subscription"},
    {"binding_stopped", 409, "The binding is stopped"},
    {"sage_not_configured", 409, "Sage is not set up here"},
    {"count_changed", 409, "Another number of runs by now"},
    {"not_supported", 409, "The store cannot do this"},
    {"precondition_failed", 412, "Somebody changed it meanwhile"},
    {"validation", 422, "Some fields were refused"},
    {"invalid_url", 422, "Not an address"},
    {"pairing_refused", 422, "The store refused the code"},
    {"store_unreachable", 422, "The store cannot be reached"},
    {"not_a_byte8_store", 422, "No Byte8 module there"},
    {"https_required", 422, "https is required"},
    {"address_not_allowed", 422, "This address is not allowed"},
    {"difference_changed", 422, "Another difference by now"},
    {"does_not_match", 422, "Not the same document"},
    {"too_many_runs", 422, "Too many runs at once"},
    {"not_yet_supported", 422, "Not supported yet"},
    {"rate_limited", 429, "Too many requests"},
    {"internal", 500, "Something unexpected happened"},
    {"unavailable", 503, "Try again later"},
    {"sage_client_refused", 503, "Sage refuses this installation"},
}};

const Meaning* meaning_of(std::string_view code) {
  const auto* found = std::ranges::find(meanings, code, &Meaning::code);
  return found == meanings.end() ? nullptr : found;
}

json::Value error_list(const std::vector<FieldError>& errors) {
  json::Array list;
  for (const FieldError& error : errors) {
    list.push_back(
        json::object({{"field", error.field}, {"code", error.code}, {"message", error.message}}));
  }
  return list;
}

// Errors of peers have codes of their own; a caller of ours is told what to do about them.
std::string_view public_code(const Error& error) {
  if (error.code == "invalid_client") return "sage_client_refused";
  if (error.code == "too_many_tries") return "rate_limited";
  if (meaning_of(error.code) != nullptr && error.code != "rate_limited") return error.code;
  switch (error.fault) {
    case Fault::validation:
      return "validation";
    case Fault::auth:
      return "sage_access_removed";
    case Fault::internal:
      return "internal";
    default:
      return "unavailable";
  }
}

}  // namespace

const std::string* Request::header(std::string_view name) const {
  return http::find_header(http->request.headers, name);
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

http::Response answer(int status, const json::Value& body) {
  return json_answer(status, "application/json", body);
}

http::Response problem(const Request& request, int status, std::string_view code,
                       std::string_view detail, const std::vector<FieldError>& errors) {
  const Meaning* meaning = meaning_of(code);
  return json_answer(status, "application/problem+json",
                     json::object({{"type", "https://byte8.dev/problems/" + std::string(code)},
                                   {"title", meaning == nullptr ? code : meaning->title},
                                   {"status", status},
                                   {"detail", detail},
                                   {"code", code},
                                   {"errors", error_list(errors)},
                                   {"request_id", request.request_id}}));
}

http::Response problem(const Request& request, const Error& error) {
  const std::string_view code = public_code(error);
  std::vector<FieldError> errors;
  if (!error.field.empty()) {
    errors.push_back(
        {error.field, error.code.empty() ? std::string(code) : error.code, error.message});
  }
  http::Response response = problem(request, meaning_of(code)->status, code, error.message, errors);
  if (error.retry_after_ms && (response.status == 503 || response.status == 429)) {
    const std::int64_t seconds = std::max<std::int64_t>((*error.retry_after_ms + 999) / 1000, 1);
    response.headers.push_back({"Retry-After", std::to_string(seconds)});
  }
  return response;
}

http::Response refused(const Request& request, const std::vector<model::FieldError>& errors) {
  return problem(request, 422, "validation", "some fields were refused; see errors", errors);
}

http::Response not_found(const Request& request) {
  return problem(request, 404, "not_found", "there is nothing here for this account");
}

Fields::Fields(const Request& request) {
  const std::string& body = request.http->request.body;
  if (text::trim(body).empty()) return;
  auto parsed = json::parse(body);
  if (parsed && parsed->is_object()) {
    body_ = *std::move(parsed);
    return;
  }
  errors_.push_back(
      {"", "invalid_format", parsed ? "the body must be a JSON object" : parsed.error().message});
}

const json::Value* Fields::take(const std::string& key) {
  known_.push_back(key);
  const json::Value* value = body_.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string Fields::text(std::string key) {
  auto value = maybe_text(key);
  const bool refused =
      std::ranges::any_of(errors_, [&key](const FieldError& error) { return error.field == key; });
  if ((!value || text::trim(*value).empty()) && !refused) {
    errors_.push_back({key, "required", key + " is required"});
  }
  return value.value_or("");
}

std::optional<std::string> Fields::maybe_text(std::string key) {
  const json::Value* value = take(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->string();
  errors_.push_back({key, "invalid_format", key + " must be a text"});
  return std::nullopt;
}

std::int64_t Fields::whole_number(std::string key) {
  const json::Value* value = take(key);
  const auto number = value == nullptr ? std::nullopt : value->integer();
  if (number && *number >= 0) return *number;
  errors_.push_back({key, value == nullptr ? "required" : "invalid_format",
                     key + " must be a whole number, not below 0"});
  return 0;
}

json::Value Fields::object(std::string key) {
  const json::Value* value = take(key);
  if (value != nullptr && value->is_object()) return *value;
  errors_.push_back(
      {key, value == nullptr ? "required" : "invalid_format", key + " must be an object"});
  return json::Object();
}

bool Fields::flag(std::string key, bool fallback) {
  const json::Value* value = take(key);
  if (value == nullptr) return fallback;
  if (value->is_bool()) return value->boolean();
  errors_.push_back({key, "invalid_format", key + " must be true or false"});
  return fallback;
}

std::vector<std::string> Fields::texts(std::string key) {
  const json::Value* value = take(key);
  std::vector<std::string> list;
  bool good = value != nullptr && value->is_array() && !value->array().empty();
  if (good) {
    for (const json::Value& item : value->array()) {
      good = good && item.is_string();
      if (item.is_string()) list.push_back(item.string());
    }
  }
  if (!good) {
    errors_.push_back({key, value == nullptr ? "required" : "invalid_format",
                       key + " must be a list of texts, with at least one"});
  }
  return list;
}

std::vector<FieldError> Fields::refused() const {
  std::vector<FieldError> errors = errors_;
  if (!body_.is_object()) return errors;
  for (const auto& [key, value] : body_.object()) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    errors.push_back({key, "unknown", "there is no field " + key + " here"});
  }
  return errors;
}

Page page_of(const Request& request, std::string_view prefix,
             const std::vector<std::string_view>& filters, std::vector<FieldError>& errors) {
  Page page;
  for (const auto& [key, value] : request.query) {
    if (key == "limit") {
      const auto [end, failed] =
          std::from_chars(value.data(), value.data() + value.size(), page.limit);
      const bool whole = failed == std::errc() && end == value.data() + value.size();
      if (!whole || page.limit < 1 || page.limit > limit_max) {
        errors.push_back({"limit", "out_of_range", "a whole number from 1 to 200"});
        page.limit = 1;
      }
    } else if (key == "cursor") {
      page.before = store::id_of(prefix, value);
      if (!page.before) errors.push_back({"cursor", "invalid_format", "not a cursor of this list"});
    } else if (std::ranges::find(filters, key) == filters.end()) {
      errors.push_back({key, "unknown", "there is no parameter " + key + " here"});
    }
  }
  return page;
}

json::Value list_body(json::Array items, std::optional<std::string> next_cursor) {
  return json::object({{"items", std::move(items)}, {"next_cursor", next_cursor}});
}

json::Value time(std::optional<std::int64_t> wall) {
  if (!wall) return nullptr;
  return utc_text_millis(*wall);
}

}  // namespace byte8::api
