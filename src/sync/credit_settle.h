#pragma once
// What becomes of a credit note once it is in the ledger. Every step is an act of its own, decided
// from what is open in the ledger at that moment and frozen from then on.

#include <memory>

#include "model/canonical.h"
#include "sync/flow.h"

namespace byte8::sync {

struct Credit {
  std::shared_ptr<const model::CreditMemo> memo;
  std::shared_ptr<const model::Invoice> invoice;  // null: the memo was made from the order
  std::string invoice_id;                         // the ledger's; empty with a null invoice
  std::string note_id;                            // the ledger's
  std::string contact_id;
  std::string date;
  model::Amount total;  // of the credit note
  bool again = false;
  bool look_first = false;
};

struct CreditSettled {
  std::vector<std::string> notes;
  std::optional<engine::RunOutcome> stopped;  // an error on the way; nothing: it is done
};

// Allocates the open part, refunds the rest where money was taken, leaves the remainder.
Task<CreditSettled> settle_credit(engine::Ctx ctx, ViewPtr view, Credit credit);

}  // namespace byte8::sync
