#pragma once
// One request being carried out inside a business, and what the entity code answers.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

using Query = std::vector<std::pair<std::string, std::string>>;
std::string_view find(const Query& query, std::string_view name);  // empty where absent

struct Call {
  World& world;
  Business& business;
  const User& user;
  Millis now = 0;
  std::string_view path;  // without /v3.1
  std::string_view id;    // from the path; empty for lists
  const Query& query;
  const json::Value& body;                           // whole, for DELETE with a body
  const json::Value& fields;                         // inside the wrapper
  bool overlapped = false;                           // another POST to this business is under way
  bool strike_next_null = false;                     // fault next_null
  std::shared_ptr<const std::string> raw = nullptr;  // the body as it came, with its wrapper

  const Switches& switches() const { return world.switches; }
  std::string idempotency_id() const { return fields.text_or("idempotency_id"); }
};

struct Reply {
  int status = 200;
  json::Value body;  // null: no body
  bool committed = false;

  static Reply ok(json::Value body) { return {200, std::move(body), false}; }
  static Reply made(json::Value body) { return {201, std::move(body), true}; }
  static Reply changed(json::Value body) { return {200, std::move(body), true}; }
  static Reply gone() { return {204, {}, true}; }
};

// [{"$severity":"error","$dataCode":…,"$message":…,"$source":…}]
Reply refusal(int status, std::string_view code, std::string_view message,
              std::string_view source = "");
Reply not_found();        // 404 RecordNotFound
Reply no_subscription();  // 401 "No active subscription. (MSE)"
Reply not_allowed();      // 403 MultiUserAccessDenied

inline constexpr std::string_view required_message = "This field is required.";

// The faults of one request; refuse() answers them all as 422 RecordInvalid.
class Problems {
 public:
  void add(std::string_view source, std::string_view message);
  // The message that stands for many causes; at most once.
  void umbrella() { umbrella_ = true; }
  bool none() const { return entries_.empty() && !umbrella_; }
  Reply refuse() const;

 private:
  json::Array entries_;
  bool umbrella_ = false;
};

}  // namespace byte8::sandbox::sage
