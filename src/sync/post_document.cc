#include "sync/post_document.h"

#include "sync/document_look.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;

RunOutcome succeeded_with(json::Value provider, const model::Document& document,
                          std::string ledger) {
  RunOutcome outcome = RunOutcome::succeeded();
  outcome.magento_reference = document.increment_id;
  outcome.result =
      json::object({{"provider", std::move(provider)},
                    {"totals", json::object({{"store", model::text2(document.grand_total)},
                                             {"ledger", std::move(ledger)},
                                             {"currency", document.currency}})}});
  return outcome;
}

// Sage's own figures against the plan: a document in doubt is held, and no payment follows it.
Posted compare_echo(const engine::Settled& settled, const model::Document& document) {
  const model::LedgerRecord& record = settled.record;
  Posted posted{
      .outcome = succeeded_with(record_json(record), document, model::text2(record.total)),
      .record = record};
  if (settled.adopted) posted.outcome.notes.emplace_back("adopted");
  auto plan = plan_document(settled.plan);
  auto planned = plan ? model::ledger_document(*plan) : plan.error();
  if (!planned) return posted;
  if (planned->total == record.total && planned->tax == record.tax) return posted;
  json::Value result = posted.outcome.result;
  result.set("comparison", json::object({{"store", model::text(document.grand_total)},
                                         {"planned", model::text(planned->total)},
                                         {"ledger", model::text(record.total)}}));
  posted.outcome = held_outcome("echo_differs", "Sage made " + model::text(record.total) +
                                                    " (tax " + model::text(record.tax) + ") of " +
                                                    model::text(planned->total) + " (tax " +
                                                    model::text(planned->tax) + ")");
  posted.outcome.magento_reference = document.increment_id;
  posted.outcome.result = std::move(result);
  posted.record.reset();
  return posted;
}

engine::Operation operation_for(engine::Ctx ctx, const ViewPtr& view, const Asked& asked,
                                model::LedgerDocument planned) {
  engine::Operation op = operation_frame(view, asked.ledger_kind, document_operation(*view, asked));
  op.ask_again = asked.again;
  op.look_first = asked.look_first;
  const port::Provider& provider = ctx.core().provider();
  SettledContext settled = settled_context(view, std::to_string(asked.document->magento_id),
                                           fingerprint_of(*asked.document));
  op.intend = [&provider, document = std::move(planned), settled = std::move(settled)](
                  const std::vector<store::PostingRow>&, std::string_view idempotency_id) {
    return engine::Intent{.marker = document.reference,
                          .body = provider.body(document, idempotency_id),
                          .plan = plan_text(settled, to_json(document))};
  };
  op.look = [view](engine::Ctx own, port::LedgerAccess, store::PostingRow posting,
                   std::string plan) { return look_for_document(own, view, posting, plan); };
  return op;
}

}  // namespace

std::string document_operation(const View& view, const Asked& asked) {
  return operation_key(view, asked.magento_kind, std::to_string(asked.document->magento_id),
                       "create");
}

Task<Posted> post_document(engine::Ctx ctx, ViewPtr view, Asked asked,
                           model::LedgerDocument planned) {
  auto settled = co_await act_once(ctx, view, operation_for(ctx, view, asked, std::move(planned)));
  if (settled) co_return compare_echo(*settled, *asked.document);
  RunOutcome outcome = outcome_of(settled.error());
  outcome.magento_reference = asked.document->increment_id;
  co_return Posted{.outcome = std::move(outcome), .record = std::nullopt};
}

RunOutcome known_document(const store::XrefRow& xref, const model::Document& document) {
  if (xref.fingerprint != fingerprint_of(document)) return reinstalled_outcome();
  RunOutcome outcome =
      succeeded_with(record_json(xref), document, model::text2(document.grand_total));
  outcome.notes.emplace_back("already_in_ledger");
  return outcome;
}

}  // namespace byte8::sync
