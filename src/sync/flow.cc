#include "sync/flow.h"

#include "base/clock.h"
#include "sync/ledger_access.h"

namespace byte8::sync {

using engine::RunOutcome;

RunOutcome outcome_of(const Error& error) {
  if (error.code == "sage_access_removed" || error.code == "sage_not_connected") {
    return RunOutcome::waiting(error.code);
  }
  if (error.fault == Fault::needs_review) return RunOutcome::held(error);
  return RunOutcome::retry(error);
}

RunOutcome held_outcome(const Hold& hold) {
  RunOutcome outcome = held_outcome(hold.code, hold.message);
  if (hold.sums) {
    outcome.result = json::object(
        {{"comparison", json::object({{"store", model::text(hold.sums->store)},
                                      {"planned", model::text(hold.sums->planned)}})}});
  }
  return outcome;
}

RunOutcome held_outcome(std::string code, std::string message) {
  return RunOutcome::held(Error::coded(Fault::needs_review, std::move(code), std::move(message)));
}

RunOutcome stopped_outcome(const Outcome& planned) {
  if (const auto* skip = std::get_if<Skip>(&planned)) return RunOutcome::skipped(skip->reason);
  if (const auto* hold = std::get_if<Hold>(&planned)) return held_outcome(*hold);
  const auto& missing = std::get<Incomplete>(planned);
  RunOutcome outcome = RunOutcome::waiting("policy_incomplete");
  outcome.error = Error::in_field(missing.field, missing.field + " is not set in the policy");
  return outcome;
}

json::Value record_json(std::string_view id, std::string_view reference, std::string_view url) {
  return json::object({{"id", id}, {"reference", reference}, {"url", url}});
}

json::Value record_json(const model::LedgerRecord& record) {
  return record_json(record.id, record.displayed_as, record.url);
}

json::Value record_json(const store::XrefRow& xref) {
  return record_json(xref.provider_id, xref.displayed_as, xref.url);
}

std::string fingerprint_of(const model::Document& document) {
  return document.increment_id + " " + document.created_at;
}

RunOutcome reinstalled_outcome() {
  return held_outcome("reinstalled_store",
                      "another document with this id was mapped before: decide whether the store "
                      "was reinstalled");
}

engine::Operation operation_frame(const ViewPtr& view, std::string kind, std::string key) {
  engine::Operation op;
  op.account_id = view->binding.account_id;
  op.binding_id = view->binding.id;
  op.business_id = view->business.id;
  op.business = view->business.provider_business_id;
  op.key = std::move(key);
  op.kind = std::move(kind);
  const std::int64_t binding = view->binding.id;
  op.access = [binding](engine::Ctx own) { return custody::access(own, binding); };
  return op;
}

SettledContext settled_context(const ViewPtr& view, std::string magento_key,
                               std::string fingerprint) {
  SettledContext settled;
  settled.store_id = view->store.id;
  settled.magento_key = std::move(magento_key);
  settled.fingerprint = std::move(fingerprint);
  return settled;
}

Task<bool> frozen(engine::Ctx ctx, std::int64_t account, std::string key) {
  const port::Rows rows = co_await ctx.ask(store::postings::find(account, key));
  if (rows.empty()) co_return false;
  const store::PostingRow latest = store::postings::row(rows.rows.front());
  co_return latest.state != "refused" && latest.act_no > 0;
}

Task<std::optional<store::XrefRow>> mapped(engine::Ctx ctx, ViewPtr view, std::string kind,
                                           std::string magento_key) {
  const port::Rows rows = co_await ctx.ask(store::xrefs::find(
      view->binding.account_id, view->store.id, view->business.id, kind, magento_key));
  if (rows.empty()) co_return std::nullopt;
  co_return store::xrefs::row(rows.only());
}

void forget_record(engine::Ctx ctx, const View& view, std::string_view kind,
                   const std::string& provider_id, const std::string& operation) {
  const std::int64_t account = view.binding.account_id;
  ctx.write(store::xrefs::forget(account, view.store.id, view.business.id, std::string(kind),
                                 provider_id));
  const Error gone = Error::coded(Fault::validation, "gone_from_ledger",
                                  "it was deleted in the ledger, or merged into another");
  ctx.write(store::postings::gone(account, operation, gone.code, engine::error_text(gone)));
}

std::string settling_lock(const View& view, std::int64_t invoice) {
  return "settle:" + operation_key(view, "invoice", std::to_string(invoice), "settle");
}

Task<Result<engine::Settled>> act_once(engine::Ctx ctx, ViewPtr view, engine::Operation op) {
  auto settled = co_await engine::once(ctx, std::move(op));
  if (settled) co_return settled;
  Status heeded = co_await heed(ctx, view->binding.id, settled.error());
  co_return heeded ? settled.error() : heeded.error();
}

Task<Result<engine::Settled>> change_record(engine::Ctx ctx, ViewPtr view, store::RunRow row,
                                            Change change) {
  const std::string purpose = "update:" + std::to_string(row.id);
  const std::string entity = change.kind == "contact" ? "contact" : "product";
  engine::Operation op = operation_frame(view, change.kind + "_update",
                                         operation_key(*view, entity, change.magento_key, purpose));
  op.ask_again = row.lane == "retry";
  const SettledContext settled = settled_context(view, "", "");
  op.intend = [change = std::move(change), settled](const std::vector<store::PostingRow>&,
                                                    std::string_view idempotency_id) {
    return engine::Intent{.marker = change.provider_id,
                          .body = change.body(idempotency_id),
                          .plan = plan_text(settled, change.plan)};
  };
  op.look = [](engine::Ctx, port::LedgerAccess, store::PostingRow,
               std::string) -> Task<Result<engine::Found>> { co_return engine::Found{}; };
  co_return co_await act_once(ctx, view, std::move(op));
}

std::string day_in(const model::Policy& policy, std::string_view utc, std::string fallback) {
  auto at = parse_utc(utc);
  if (!at) return fallback;
  auto day = calendar_day(*at, policy.time_zone);
  return day ? *day : fallback;
}

}  // namespace byte8::sync
