#pragma once
// How a run ended, or what it waits for: what a flow returns and the engine writes down.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"

namespace byte8::engine {

// What waits for another run holds up nobody: later events of its entity may be what it waits for.
inline bool waits_for_another(std::string_view reason) {
  return reason == "invoice_pending" || reason == "invoice_needs_review" ||
         reason == "not_yet_supported";
}

struct RunOutcome {
  // succeeded | skipped_by_policy | failed | needs_review | waiting; `retry` is decided by the
  // engine from the error: waiting while its schedule lasts, then failed.
  std::string status = "succeeded";
  std::string reason;       // of a waiting run
  std::string skip_reason;  // of a skipped one
  std::optional<Error> error;
  std::optional<Millis> due_in;  // of a waiting run; nothing: until something else brings it back
  std::vector<std::string> notes;
  json::Value result;  // provider, totals, comparison; kept when null
  std::optional<std::string> magento_reference;
  static RunOutcome succeeded() { return {}; }
  static RunOutcome skipped(std::string why) {
    return {.status = "skipped_by_policy", .skip_reason = std::move(why)};
  }
  // Held for a person.
  static RunOutcome held(Error why) {
    why.fault = Fault::needs_review;
    return {.status = "needs_review", .error = std::move(why)};
  }
  static RunOutcome failed(Error why) { return {.status = "failed", .error = std::move(why)}; }
  static RunOutcome retry(Error why) { return {.status = "retry", .error = std::move(why)}; }
  static RunOutcome waiting(std::string why, std::optional<Millis> due_in = std::nullopt) {
    return {.status = "waiting", .reason = std::move(why), .due_in = due_in};
  }
};

}  // namespace byte8::engine
