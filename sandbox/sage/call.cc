#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {
namespace {

json::Value entry(std::string_view code, std::string_view message, std::string_view source) {
  return json::object(
      {{"$severity", "error"}, {"$dataCode", code}, {"$message", message}, {"$source", source}});
}

}  // namespace

std::string_view find(const Query& query, std::string_view name) {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

Reply refusal(int status, std::string_view code, std::string_view message,
              std::string_view source) {
  return {status, json::Array{entry(code, message, source)}, false};
}

Reply not_found() {
  return refusal(404, "RecordNotFound", "The requested resource was not found.");
}

Reply no_subscription() {
  return refusal(401, "AuthorizationFailure", "No active subscription. (MSE)");
}

Reply not_allowed() {
  return refusal(403, "MultiUserAccessDenied",
                 "The current user is not allowed to access that resource with that method.");
}

void Problems::add(std::string_view source, std::string_view message) {
  entries_.push_back(entry("RecordInvalid", message, source));
}

Reply Problems::refuse() const {
  json::Array entries = entries_;
  if (umbrella_)
    entries.push_back(entry("RecordInvalid", required_message, "line_items.description"));
  return {422, std::move(entries), false};
}

}  // namespace byte8::sandbox::sage
