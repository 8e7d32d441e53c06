#pragma once
// The translation: a store's document under a policy becomes the ledger's contact and document, or
// the reason why not. A pure function; nothing here reads a clock or a database. Amounts are in the
// document's currency. Sources: spec/wire.md §6, spec/sage.md §8; claims F038 to F043, F089 to
// F098.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/canonical.h"
#include "model/ledger.h"
#include "model/policy.h"
#include "model/reference.h"

namespace byte8::sync {

// Under what a document is translated.
struct PlanGround {
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
  model::LedgerDocument document;  // contact_id still empty
  std::string country;             // as tax sees the buyer's; empty: not said
  std::vector<std::string> notes;  // words for the run ("rounded_to_minor_unit"), each once
};

using Outcome = std::variant<Skip, Hold, Incomplete, Plan>;

// In every Plan the ledger's own arithmetic gives exactly the store's grand total, rounded to the
// currency's minor unit, and exactly its tax.
Outcome plan_invoice(const model::Invoice& invoice, const PlanGround& ground);
// A memo says neither addresses nor, in the original module, tax and discount: those of its invoice
// are used where there is one (`origin` may be null).
Outcome plan_credit_note(const model::CreditMemo& memo, const model::Invoice* origin,
                         const PlanGround& ground);

// Why nothing can be dated this day; nothing: the period is open.
std::optional<Hold> closed_period(const std::string& day, const model::BusinessFacts& business);
// The policy's prefix before the store's number, never doubled.
std::string document_reference(const model::Policy& policy, const std::string& number);
// Base units for one unit of a foreign currency, from the store's rate (order = base × rate);
// nothing in the business's own currency. Errors: multi_currency_disabled, exchange_rate_missing.
Result<std::optional<model::Rate>> exchange_rate(const std::string& currency,
                                                 const std::optional<model::Rate>& rate,
                                                 const model::BusinessFacts& business);

// What the ledger computes of a line: unit price and tax in two places first, then price × quantity
// less the discount.
Result<model::Amount> predicted_net(const model::LedgerLine& line);

}  // namespace byte8::sync
