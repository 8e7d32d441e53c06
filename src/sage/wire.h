#pragma once
// Values of ours ↔ JSON of Sage. Bodies use Sage's field names exactly, amounts are texts with two
// decimals, and no totals are sent: Sage derives them, and a sent one that disagrees fails the
// whole document. Reading is tolerant: decimals as text or number, null for an object, fields we do
// not know. Source: spec/sage.md §5, §7, §8.

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "model/ledger.h"
#include "model/reference.h"
#include "port/provider.h"
#include "sage/errors.h"

namespace byte8::sage {

std::string contact_body(const model::LedgerContact& contact, std::string_view idempotency_id);
// Without the currency and the proof of identity, which never change.
std::string contact_change(const model::LedgerContact& contact, std::string_view idempotency_id);
std::string document_body(const model::LedgerDocument& document, std::string_view idempotency_id);
std::string payment_body(const model::LedgerPayment& payment, std::string_view idempotency_id);
std::string allocation_body(const model::LedgerAllocation& allocation,
                            std::string_view idempotency_id);
std::string item_body(const model::LedgerItem& item, std::string_view idempotency_id);
std::string movement_body(const model::LedgerMovement& movement, std::string_view idempotency_id);

// A record as a create answer or a list with attributes shows it. An invoice without a readable
// total is refused: it could be compared with nothing.
Result<model::LedgerRecord> read_record(std::string_view kind, const json::Value& record, Act act);

Result<port::BusinessDetail> read_business(const json::Value& answer);
// `country` stays empty: the settings do not say it, read_business does.
Result<model::BusinessFacts> read_financial_settings(const json::Value& answer);
Result<std::vector<port::BusinessListed>> read_businesses(const json::Value& answer);

// Items of a reference list into what the translation reads; items of an unknown shape are skipped.
void read_reference_items(std::string_view kind, const json::Array& items, model::Reference& into);

}  // namespace byte8::sage
