#pragma once
// The translation: a store's invoice under a policy becomes the ledger's contact and document, or
// the reason why not. A pure function; nothing here reads a clock or a database. Amounts are in the
// document's currency. Sources: spec/wire.md §6, spec/sage.md §8; claims F038 to F043, F089 to
// F098.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/canonical.h"
#include "model/ledger.h"
#include "model/policy.h"
#include "model/reference.h"

namespace byte8::sync {

struct PlanInput {
  const model::Invoice& invoice;
  const model::Policy& policy;
  const model::Reference& reference;  // hundreds of accounts: nobody copies them
  const model::BusinessFacts& business;
  std::string_view
      store_key;  // host and path of the store, "shop.example.com" or "shop.example.com/uk"
};

// The policy does not want the document. The reason is a word of the interface ("unpaid_invoice").
struct Skip {
  std::string reason;
};

// The two totals a person has to compare: what the store says and what would be posted.
struct Sums {
  model::Amount store;
  model::Amount planned;
};

// A person must look (needs_review). The message is safe to show and names no person.
struct Hold {
  std::string code;
  std::string message;
  std::optional<Sums> sums;
};

// A required setting is missing (policy_incomplete): the document waits for it.
struct Incomplete {
  std::string field;  // "default_tax_rate_id"
};

struct Plan {
  model::LedgerContact contact;    // with the first candidate of its reference
  model::LedgerInvoice invoice;    // contact_id still empty
  std::vector<std::string> notes;  // words for the run ("rounded_to_minor_unit"), each once
};

using Outcome = std::variant<Skip, Hold, Incomplete, Plan>;

// In every Plan the ledger's own arithmetic gives exactly the store's grand total, rounded to the
// currency's minor unit, and exactly its tax.
Outcome plan_invoice(const PlanInput& input);

// What the ledger computes of a line: unit price and tax in two places first, then price × quantity
// less the discount.
Result<model::Amount> predicted_net(const model::LedgerLine& line);

}  // namespace byte8::sync
