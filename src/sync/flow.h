#pragma once
// What all flows share: outcomes from errors, records and holds, and the frame of an operation.

#include <functional>
#include <string>
#include <string_view>

#include "engine/once.h"
#include "engine/outcome.h"
#include "model/canonical.h"
#include "sync/plan.h"
#include "sync/settled.h"
#include "sync/world.h"

namespace byte8::sync {

// Access that is away waits, what needs a person is held, the rest is tried again.
engine::RunOutcome outcome_of(const Error& error);
engine::RunOutcome held_outcome(const Hold& hold);
engine::RunOutcome held_outcome(std::string code, std::string message);
// From a plan that is none: skipped, held, or waiting for a setting.
engine::RunOutcome stopped_outcome(const Outcome& planned);

// {"id","reference","url"}, as a run and a report show a record of the ledger.
json::Value record_json(std::string_view id, std::string_view reference, std::string_view url);
json::Value record_json(const model::LedgerRecord& record);
json::Value record_json(const store::XrefRow& xref);

// What tells this document from another one with the same id: its number and when it was made.
std::string fingerprint_of(const model::Document& document);
// Another document with this id was mapped before: the store was reinstalled, or is another.
engine::RunOutcome reinstalled_outcome();

// Account, binding, business and access; the caller adds marker, body and look.
engine::Operation operation_frame(const ViewPtr& view, std::string kind, std::string key);
// The context that a mapping of this Magento entity is written with.
SettledContext settled_context(const ViewPtr& view, std::string magento_key,
                               std::string fingerprint);

// Whether somebody acted on this operation already: then its body is frozen, nothing is planned
// again.
Task<bool> frozen(engine::Ctx ctx, std::int64_t account, std::string key);

Task<std::optional<store::XrefRow>> mapped(engine::Ctx ctx, ViewPtr view, std::string kind,
                                           std::string magento_key);

// Whoever reads what is open on an invoice and settles some of it holds this lock meanwhile.
std::string settling_lock(const View& view, std::int64_t invoice);

// A record that we mapped is gone from the ledger (deleted there, or merged into another): its
// mapping is forgotten, and the operation that made it makes it anew.
void forget_record(engine::Ctx ctx, const View& view, std::string_view kind,
                   const std::string& provider_id, const std::string& operation);

// `once`, and what its error means for the binding itself.
Task<Result<engine::Settled>> act_once(engine::Ctx ctx, ViewPtr view, engine::Operation op);

// Changes a record that is there. The operation carries the run, so that an edit is never taken for
// an earlier one; saying the same twice changes nothing, so what is in doubt is said again once it
// can no longer overtake a later edit.
struct Change {
  std::string kind;         // of the record; the operation's is kind + "_update"
  std::string magento_key;  // of the entity
  std::string provider_id;
  json::Value plan;
  std::function<std::string(std::string_view idempotency_id)> body;
};
Task<Result<engine::Settled>> change_record(engine::Ctx ctx, ViewPtr view, store::RunRow row,
                                            Change change);

// The document's day in the merchant's time zone; `fallback` where the time cannot be read.
std::string day_in(const model::Policy& policy, std::string_view utc, std::string fallback);

}  // namespace byte8::sync
