#pragma once
// Where an invoice stands, as its payments and credit memos ask: in the ledger, or why they have to
// wait or share its fate. Claims F045, F046.

#include <optional>

#include "sync/flow.h"

namespace byte8::sync {

// How long an event of the store may be behind another one before we make it ourselves.
inline constexpr Millis patience = 60'000;
// A wait that ends earlier when the invoice is done; the time is for what memory forgot.
inline constexpr Millis look_again = 3'600'000;

struct Standing {
  std::optional<store::XrefRow> xref;         // in the ledger, and really this invoice
  std::optional<engine::RunOutcome> outcome;  // what the asking run ends or waits with
};

// `row` is the run that asks: of the invoice itself or of a memo on it.
Task<Standing> invoice_standing(engine::Ctx ctx, WorldPtr world, ViewPtr view, store::RunRow row,
                                std::shared_ptr<const model::Invoice> invoice);

// What was last told the store of an invoice: {"sync_status", "skip_reason", "error_code"}; null
// when nothing was.
Task<json::Value> last_word(engine::Ctx ctx, ViewPtr view, std::int64_t invoice);

// Waits for an event of the invoice; makes it when the store has not sent it in time.
engine::RunOutcome await_event(engine::Ctx ctx, const WorldPtr& world, const store::RunRow& row,
                               std::string_view event, std::int64_t invoice);

// The bank account that a payment method maps to; nothing: it stays unpaid.
std::optional<std::string> bank_account_of(const model::Policy& policy, std::string_view method);

}  // namespace byte8::sync
