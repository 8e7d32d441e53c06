#pragma once
// An invoice or credit note on its way into the ledger, exactly once: posted, adopted or joined,
// and its totals compared with what was planned.

#include "sync/flow.h"

namespace byte8::sync {

// What is to be in the ledger, and whether a person asks for it again.
struct Asked {
  std::string magento_kind;  // "invoice" | "creditmemo"
  std::string ledger_kind;   // "sales_invoice" | "sales_credit_note"
  std::shared_ptr<const model::Document> document;
  bool again = false;
  bool look_first = false;  // it may be there from before
  // The difference to the store's total that a person has seen and takes: "0.03".
  std::optional<std::string> accepted_difference;
};

// The operation's key of a document.
std::string document_operation(const View& view, const Asked& asked);

struct Posted {
  engine::RunOutcome outcome;
  std::optional<model::LedgerRecord> record;  // when it is in the ledger and nothing is in doubt
};
// `planned` is not looked at when the operation's body is frozen.
Task<Posted> post_document(engine::Ctx ctx, ViewPtr view, Asked asked,
                           model::LedgerDocument planned);

// The document is mapped already: only its report is due.
engine::RunOutcome known_document(const store::XrefRow& xref, const model::Document& document);

}  // namespace byte8::sync
