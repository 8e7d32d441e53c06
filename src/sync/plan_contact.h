#pragma once
// The buyer as a ledger contact, and addresses as the ledger takes them. Used by plan.cc only.

#include <string>
#include <vector>

#include "base/result.h"
#include "sync/plan.h"

namespace byte8::sync {

// Errors are those of ContactReference.
Result<model::LedgerContact> plan_contact(const PlanInput& input, std::vector<std::string>& notes);

// Street line 1, the others joined; every field within its limit by code points, with a note when
// something had to go. The Isle of Man is a region of GB there.
model::LedgerAddress ledger_address(const model::Address& address, std::vector<std::string>& notes);

// The address that decides tax: the invoice's billing address, else the customer's, else where it
// goes.
const model::Address* billing_address(const model::Invoice& invoice);

}  // namespace byte8::sync
