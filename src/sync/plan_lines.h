#pragma once
// Parts as ledger lines: unit price and discount that reproduce the net, account, tax rate. Used by
// plan.cc only.

#include <variant>

#include "sync/plan_input.h"
#include "sync/plan_parts.h"
#include "sync/tax_table.h"

namespace byte8::sync {

// Fills lines and predicted sums of `plan`; or says what stops it.
std::optional<std::variant<Hold, Incomplete>> plan_lines(const PlanInput& input, const Parts& parts,
                                                         const TaxTable& rates, Plan& plan);

}  // namespace byte8::sync
