#pragma once
// A request as the routes see it, and its answers: JSON, or a problem (RFC 9457). Shapes and codes:
// spec/openapi.yaml.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http_payload.h"
#include "base/json.h"
#include "model/policy.h"
#include "store/accounts.h"
#include "store/sessions.h"

namespace byte8::api {

// Who asks: the holder of an API token, or of a session. account_id is 0 on routes that need
// nobody.
struct Who {
  std::int64_t account_id = 0;
  store::TokenHolder holder;  // of a session: without a token
  std::string actor;          // for the audit trail: "token tok_…", "user user_…"
  std::optional<store::SessionRow> session;
  std::string session_token;  // the cookie's value
};

struct Request {
  std::shared_ptr<const HttpPayload> http;
  std::string request_id;
  std::vector<std::string> captured;  // the parts of the path that the pattern left open
  std::vector<std::pair<std::string, std::string>> query;
  Who who;

  const std::string* header(std::string_view name) const;
  // The first value of a query parameter, or nothing.
  std::optional<std::string> parameter(std::string_view name) const;
};
using RequestPtr = std::shared_ptr<const Request>;

http::Response answer(int status, const json::Value& body);

// One refusal of ours. `detail` says what to do.
http::Response problem(const Request& request, int status, std::string_view code,
                       std::string_view detail, const std::vector<model::FieldError>& errors = {});
// What an error of the floors below means to the caller: its code decides the status.
http::Response problem(const Request& request, const Error& error);
http::Response not_found(const Request& request);
// 422 with every field that was refused.
http::Response refused(const Request& request, const std::vector<model::FieldError>& errors);

// Reads a JSON object body field by field and remembers what was wrong with it.
class Fields {
 public:
  explicit Fields(const Request& request);

  std::string text(std::string key);  // required
  std::optional<std::string> maybe_text(std::string key);
  std::int64_t whole_number(std::string key);  // required, not negative
  json::Value object(std::string key);         // required
  bool flag(std::string key, bool fallback);
  std::vector<std::string> texts(std::string key);  // required: a list of texts, not empty
  // Everything refused, fields that nobody asked for included. Ask for all fields first.
  std::vector<model::FieldError> refused() const;

 private:
  const json::Value* take(const std::string& key);

  json::Value body_;
  std::vector<std::string> known_;
  std::vector<model::FieldError> errors_;
};

// limit and cursor of a list; ids of that prefix.
struct Page {
  std::int64_t limit = 50;
  std::optional<std::int64_t> before;
};
// `filters`: what else may stand in the query. Refusals are added to `errors`.
Page page_of(const Request& request, std::string_view prefix,
             const std::vector<std::string_view>& filters, std::vector<model::FieldError>& errors);
json::Value list_body(json::Array items, std::optional<std::string> next_cursor);

// Times of our own interface.
json::Value time(std::optional<std::int64_t> wall);

}  // namespace byte8::api
