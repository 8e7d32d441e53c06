#pragma once
// What an answer of Sage means: status × body → fault, effect, code, retry_after_ms. Source:
// spec/sage.md §4. Codes and their retry class:
//
//   token_expired         auth          401                        refresh once
//   no_subscription       auth          401 "(MSE)"                never; also an edition without
//   the route sage_access_denied    auth          403                        never; the user lost
//   the right not_in_sage           not_found     404                        never sage_refused
//   provider      400, 405, 415, other 4xx   never: our fault or Sage's change validation messages
//   validation    422 (code empty)           never; a corrected body is a new act reference_taken
//   validation    422 on our reference       next suffix idempotency_conflict  validation    422 or
//   409 about the id    look; Effect::maybe rate_limited          rate_limited  429 retry_after_ms
//   or the schedule sage_unavailable      provider      5xx, HTML, redirects       for days;
//   Effect::maybe on writes sage_unavailable      http          no answer                  for
//   days; Effect::maybe where sent unsent                http          never left at once
//   unreadable_answer     serde         2xx that is no record      Effect::maybe on writes
//   too_many_matches      needs_review  a search over a page        a person (lists.h)
//   wrong_business        provider      another business echoed    a person; Effect::maybe on
//   writes
//
// Looking never has an effect.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "port/http.h"

namespace byte8::sage {

enum class Act : std::uint8_t { look, write };

// The JSON of a 2xx, or what else the answer means. With a business id its echo is compared; an
// absent echo is no fault, because some routes have none.
Result<json::Value> read_answer(const http::Outcome& outcome, Act act,
                                std::string_view business_id = "");

// For calls that never reached Sage or never came back.
Error no_answer(const http::Outcome& outcome, Act act);
// Every status but 2xx.
Error refusal(const http::Response& response, Act act);
// A 2xx whose body is not what was asked for; a write has happened all the same.
Error unreadable(std::string_view what, Act act);

// Seconds or an HTTP date (measured from the answer's own Date), clamped to 1 s … 1 h; nothing
// where the header is absent or unreadable.
std::optional<std::int64_t> retry_after_ms(const http::Response& response);

}  // namespace byte8::sage
