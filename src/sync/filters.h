#pragma once
// Whether the policy wants an invoice at all, and the reason when it does not.

#include <optional>
#include <string_view>

#include "base/result.h"
#include "model/canonical.h"
#include "model/policy.h"

namespace byte8::sync {

// The skip reason (a word of the interface), or nothing. Judged in the order cancelled, unpaid,
// zero, since, website, store; the first that matches is the reason. An error is a date that cannot
// be read.
Result<std::optional<std::string_view>> skip_reason(const model::Invoice& invoice,
                                                    const model::Policy& policy);

}  // namespace byte8::sync
