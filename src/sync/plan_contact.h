#pragma once
// The buyer as a ledger contact, and addresses as the ledger takes them. Used by the translation
// and by the flow of customers.

#include <string>
#include <vector>

#include "base/result.h"
#include "sync/plan_input.h"

namespace byte8::sync {

struct Buyer {
  const model::Customer& customer;
  std::string_view currency;
  const model::Address* billing = nullptr;  // of the document, for a profile without one
  const model::Policy& policy;
  const model::BusinessFacts& business;
  std::string_view store_key;
};

// Errors are those of ContactReference.
Result<model::LedgerContact> plan_contact(const Buyer& buyer, std::vector<std::string>& notes);

// What stands behind the name of a contact in a foreign currency: " (EUR)".
std::string currency_mark(std::string_view currency, const model::BusinessFacts& business);

// Street line 1, the others joined; every field within its limit by code points, with a note when
// something had to go. The Isle of Man is a region of GB there.
model::LedgerAddress ledger_address(const model::Address& address, std::vector<std::string>& notes);

// The address that decides tax: the invoice's billing address, else the customer's, else where it
// goes.
const model::Address* billing_address(const model::Document& document);

}  // namespace byte8::sync
