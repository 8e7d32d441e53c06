#pragma once
// Faults: what goes wrong, for which requests and how often. A fault is chosen when a request
// arrives and is spent by that; several may hit one request.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "port/http.h"

namespace byte8::sandbox::sage {

enum class FaultKind : std::uint8_t {
  drop_before,         // the connection closes, nothing was done
  drop_after_commit,   // done, the connection closes without an answer
  drop_mid_response,   // done, half of the answer's body, then closed
  error_before,        // `status` (default 500), nothing was done
  error_after_commit,  // done, then `status` (default 500)
  delay_before,        // done only after `ms`; the caller may be gone by then
  delay_after,         // done at once, answered after `ms`
  too_many,            // 429 in the form of `retry_after` and `body`; nothing was done
  unauthorized,        // 401 AuthorizationFailure; nothing was done
  revoke,  // the user cuts the app off at this request: 401 now, invalid_grant at the next refresh
  mse,     // 401 "No active subscription. (MSE)"
  forbidden_area,           // 403 MultiUserAccessDenied
  token_drop_after_rotate,  // the refresh token rotates, the answer is lost
  search_lag,               // from here on new rows are missing from lists for `ms`
  search_decoy,  // before a list is answered: a record with the searched reference, but not ours
  page_shift,    // before a page is answered: somebody inserts a record
  next_null,     // "$next" is null in this answer
  wrong_business_echo,  // done, but X-Business names another business
  no_business_echo,     // done, but X-Business is missing
  lead_changes,         // before this request is carried out, the user's lead business changes
  user_edit,      // before this request is carried out, somebody edits, pays or voids the newest
                  // invoice
  schema_drift,   // the answer has extra members, null objects, numbers for strings, 60-digit
                  // decimals
  not_json,       // done, 200/201 with an HTML body
  slow_body,      // done, the answer drips: one byte in `ms` (default 1000)
  huge_body,      // done, a body of `bytes` (default 50 MB)
  never_answers,  // done, the connection stays open and silent
  reset,          // as drop_before, meant for the TLS layer in front
};

std::string_view word(FaultKind kind);

struct FaultMatch {
  std::string method;      // empty: any
  std::string path_regex;  // searched in the path with its prefix; empty: any
  std::string business;    // X-Business; empty: any
  std::string body_contains;
  std::int64_t nth = 0;  // from the n-th matching request on; 0 or 1: from the first
};

struct FaultRule {
  FaultKind kind = FaultKind::drop_before;
  FaultMatch match;
  std::int64_t times = 1;  // 0: without end
  Millis ms = 0;
  int status = 0;
  std::string retry_after;  // too_many: "seconds" | "absent" | "date" | "zero"; empty: the switch
  std::string body;  // error_*, too_many: "array" | "empty" | "text" | "html"; empty: as usual
  std::string edit = "change";  // user_edit: "change" | "pay" | "void"
  std::string decoy =
      "contact";  // search_decoy: "contact" | "amount" | "date": what differs from ours
  std::size_t bytes = 0;
};

// {"match":{…},"do":"drop_after_commit","times":1,"ms":…}. `do` is a word of FaultKind or one of
// the short forms: "500_before", "500_after_commit", "502" "503" "504" "525" (HTML), "429",
// "401_once", "401_always", "403_area", "revoke_mid_batch", "delay_ms" with
// "when":"before"|"after", "search_lag_s" with "s", "token_500", "token_slow", "token_429",
// "tls_reset", "endless".
Result<FaultRule> fault_rule_of(const json::Value& value);
json::Value to_json(const FaultRule& rule);

// The faults that are set, in the order in which they were added.
class FaultList {
 public:
  FaultList();
  FaultList(FaultList&&) noexcept;
  FaultList& operator=(FaultList&&) noexcept;
  ~FaultList();

  // The error is validation for a regular expression that is none.
  Status add(FaultRule rule);
  void clear();
  std::size_t left() const;  // those that can still strike
  json::Value to_json() const;
  // All faults that strike this request; counts and spends them.
  std::vector<FaultRule> strike(const http::Request& request);

 private:
  struct Entry;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace byte8::sandbox::sage
