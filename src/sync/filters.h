#pragma once
// Whether the policy wants a document at all, and the reason when it does not.

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/canonical.h"
#include "model/policy.h"

namespace byte8::sync {

// The skip reason (a word of the interface), or nothing. Judged in the order cancelled, unpaid,
// zero, since, website, store; the first that matches is the reason. An error is a date that cannot
// be read.
Result<std::optional<std::string_view>> skip_reason(const model::Invoice& invoice,
                                                    const model::Policy& policy);
// Memos have neither state nor store view.
Result<std::optional<std::string_view>> skip_reason(const model::CreditMemo& memo,
                                                    const model::Policy& policy);

// Whether the document is older than the policy wants. A day is compared with the document's day
// in the merchant's time zone, a date-time with its instant.
Result<bool> outside_sync_since(const model::Document& document, const model::Policy& policy);

// Customers and products are judged by their own websites, and never dropped for having none.
bool own_websites_filtered_out(const std::vector<std::int64_t>& websites,
                               const model::Policy& policy);

}  // namespace byte8::sync
