#include "lifecycle/run_adopt.h"

#include <algorithm>
#include <array>

#include "custody/audit_chain.h"
#include "engine/core.h"
#include "lifecycle/run_sought.h"
#include "store/ids.h"
#include "store/runs_acts.h"

namespace byte8::lifecycle {
namespace {

Error conflict(std::string message) {
  return Error::coded(Fault::validation, "conflict", std::move(message));
}

// The run, when a person may settle it by hand.
Task<Result<store::RunRow>> settleable(engine::Ctx ctx, std::int64_t account_id,
                                       std::int64_t run_id) {
  const auto view = co_await find_run(ctx, account_id, run_id);
  if (!view) co_return Error::coded(Fault::not_found, "not_found", "there is no such run");
  const store::RunRow& run = view->run;
  const bool waits = run.status == "waiting" && run.reason != "checking_outcome";
  if (run.status != "failed" && run.status != "needs_review" && !waits) {
    co_return conflict("this run is " + run.status + ": there is nothing to settle by hand");
  }
  co_return run;
}

void write_mapping(engine::Ctx ctx, const Sought& sought, const model::LedgerRecord& record) {
  store::XrefRow xref = sought.xref;
  xref.provider_id = record.id;
  xref.reference = record.reference;
  xref.displayed_as = record.displayed_as;
  xref.url = record.url;
  xref.created_at = ctx.now().wall;
  ctx.write(store::xrefs::put(xref));
  ctx.write(store::run_acts::settle_by_hand(xref.account_id, sought.operation_key, record.id,
                                            engine::record_text(record), ctx.now().wall));
}

// As if the flow had come to this outcome: the row, the lane, the report.
void succeed(engine::Ctx ctx, const store::RunRow& run, const Sought& sought,
             const model::LedgerRecord& record, const std::string& actor) {
  engine::RunOutcome outcome = engine::RunOutcome::succeeded();
  outcome.notes = {"adopted_by_hand"};
  outcome.magento_reference = sought.number;
  outcome.result = json::object({{"provider", sync::record_json(record)}});
  if (!sought.total.empty()) {
    outcome.result.set("totals", json::object({{"store", sought.total},
                                               {"ledger", model::text2(record.total)},
                                               {"currency", sought.currency}}));
  }
  leave_problem(ctx, run);
  store::RunEnd end;
  end.status = outcome.status;
  end.notes = R"(["adopted_by_hand"])";
  end.result = json::write(outcome.result);
  end.magento_reference = outcome.magento_reference;
  end.retries = run.retries;
  end.finished_at = ctx.now().wall;
  ctx.write(store::runs::finish(run.account_id, run.id, end));
  ctx.write(store::history::name_actor(run.account_id, run.id, actor));
  // Its place in the lane finds the row closed and lets go of the entity.
  ctx.core().scheduler().queue(engine::queued_run(run));
  const auto& told = ctx.core().handlers().on_outcome;
  if (told) told(ctx, run, outcome);
}

}  // namespace

Task<Result<std::vector<LedgerMatch>>> ledger_matches(engine::Ctx ctx, Deps deps,
                                                      std::int64_t account_id,
                                                      std::int64_t run_id) {
  const auto view = co_await find_run(ctx, account_id, run_id);
  if (!view) co_return Error::coded(Fault::not_found, "not_found", "there is no such run");
  auto sought = co_await sought_by(ctx, deps, view->run);
  if (!sought) co_return sought.error();
  auto records = co_await records_of(ctx, *sought);
  if (!records) co_return records.error();
  std::vector<LedgerMatch> matches;
  for (model::LedgerRecord& record : *records) {
    std::vector<Difference> differences = compare(*sought, record);
    matches.push_back({.record = std::move(record), .differences = std::move(differences)});
  }
  co_return matches;
}

Task<Adoption> adopt_record(engine::Ctx ctx, Deps deps, std::int64_t account_id,
                            std::int64_t run_id, std::string provider_id, std::string actor) {
  const auto first = co_await settleable(ctx, account_id, run_id);
  if (!first) co_return Adoption{.status = first.error(), .differences = {}};
  auto sought = co_await sought_by(ctx, deps, *first);
  if (!sought) co_return Adoption{.status = sought.error(), .differences = {}};
  auto records = co_await records_of(ctx, *sought);
  if (!records) co_return Adoption{.status = records.error(), .differences = {}};
  const auto record = std::ranges::find(*records, provider_id, &model::LedgerRecord::id);
  if (record == records->end()) {
    co_return Adoption{
        .status = Error::coded(Fault::validation, "does_not_match",
                               "Sage has no such record under the reference " + sought->reference),
        .differences = {}};
  }
  std::vector<Difference> differences = compare(*sought, *record);
  if (!differences.empty()) {
    co_return Adoption{.status = Error::coded(Fault::validation, "does_not_match",
                                              "it differs from the store's: see errors"),
                       .differences = std::move(differences)};
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const auto run = co_await settleable(ctx, account_id, run_id);
  if (!run) co_return Adoption{.status = run.error(), .differences = {}};
  write_mapping(ctx, *sought, *record);
  succeed(ctx, *run, *sought, *record, actor);
  chain.append(ctx, actor, "run.adopted", store::id_text("run", run_id), run->status,
               record->displayed_as + " (" + record->id + ")");
  co_return Adoption{};
}

Task<Status> resolve_run(engine::Ctx ctx, Deps deps, std::int64_t account_id, std::int64_t run_id,
                         bool same, std::string actor) {
  const auto view = co_await find_run(ctx, account_id, run_id);
  if (!view) co_return Error::coded(Fault::not_found, "not_found", "there is no such run");
  if (view->run.status != "needs_review" || view->detail_code != "reinstalled_store") {
    co_return conflict("this run is not held because its number was known before");
  }
  auto sought = co_await sought_by(ctx, deps, view->run);
  if (!sought) co_return sought.error();
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const auto run = co_await settleable(ctx, account_id, run_id);
  if (!run) co_return run.error();
  if (same) {
    ctx.write(store::run_acts::refingerprint(sought->xref));
  } else {
    const std::int64_t act = ctx.new_id();
    for (const std::string& prefix : sought->operation_prefixes) {
      ctx.write(store::run_acts::set_postings_aside(account_id, prefix, act));
    }
    ctx.write(store::run_acts::set_mappings_aside(sought->xref, act));
  }
  Status again = co_await retry_one(ctx, account_id, run_id, {}, actor);
  if (!again) co_return again;
  chain.append(ctx, actor, "run.resolved", store::id_text("run", run_id), "reinstalled_store",
               same ? "same" : "new");
  co_return Status();
}

}  // namespace byte8::lifecycle
