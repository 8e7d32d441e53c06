#pragma once
// What an answer of a store means: the table "outcome → fault, effect, code" of ARCHITECTURE,
// "Seams", and spec/wire.md, "Answers of a store". Codes and their retry class:
//
//   store_rejected_key  auth        401                            never by itself; two in a row
//   revoke not_in_store        not_found   404                            after a ping only
//   store_refused       validation  400 and other 4xx              never
//   store_busy          rate_limited 429                           Retry-After or the schedule
//   store_unavailable   http        503, 5xx, HTML, 500 not JSON,  for days: a store in maintenance
//   keeps
//                                   redirects                      sending events
//   store_error         http        500 with Magento's JSON        the schedule
//   store_unreachable   http        no answer                      the schedule
//   report_refused      validation  400 to a report                a few times: Magento answers 400
//   to
//                                                                  every failure to save
//   unreadable_answer   serde       200 that is not what was asked  never
//
// Reading has no effect. A report may have one: Effect::maybe where nobody can say.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "base/result.h"
#include "port/http.h"

namespace byte8::magento {

enum class Act : std::uint8_t { read, report };

// The JSON of a 200, or what else the answer means.
Result<json::Value> read_answer(const http::Outcome& outcome, Act act);

// Pairing has refusals of its own, shown at the field they name: pairing_refused (pairing_code),
// not_a_byte8_store, store_unreachable, https_required, address_not_allowed (magento_base_url).
// Effect::maybe means that the store may have taken the key: a signed ping decides. Without any
// answer the code is then pairing_unknown. `needs_https`: the address is plain http where this
// installation wants https, so a refusal of our own client is about that and not about the address.
Status read_pairing(const http::Outcome& outcome, bool needs_https);

// Fault::serde, code unreadable_answer.
Error unreadable(std::string_view what, Act act = Act::read);

}  // namespace byte8::magento
