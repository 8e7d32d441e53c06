#pragma once
// What tests look at: the books as plain rows, the counters, and contradictions in the books
// themselves.

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

// {"businesses":{id:{"contacts":[…],"sales_invoices":[…],…}},"duplicates":[…]}; one business or
// all.
json::Value ledger_of(const World& world, std::string_view business);
// Live records of the caller that share what should be theirs alone: reference, source_guid,
// item_code.
std::vector<std::string> duplicates_in(const Business& business);
// {"duplicates","parallel_post_violations","missing_x_business","unknown_fields","token_reuse",
//  "mark_as_sent","requests_without_idempotency_id",…}
json::Value report_of(const World& world);
// Allocations that do not balance, outstanding below zero, stock that is not the sum of its
// movements.
std::vector<std::string> contradictions_in(const World& world);

}  // namespace byte8::sandbox::sage
