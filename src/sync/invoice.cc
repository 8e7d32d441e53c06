#include "sync/invoice.h"

#include "engine/once.h"
#include "store/postings.h"
#include "sync/contact.h"
#include "sync/fetch.h"
#include "sync/invoice_look.h"
#include "sync/ledger_access.h"
#include "sync/plan.h"
#include "sync/report.h"
#include "sync/settled.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;
using InvoicePtr = std::shared_ptr<const model::Invoice>;

// What is to be in the ledger, and whether a person asks for it again.
struct Asked {
  InvoicePtr invoice;
  bool again = false;
  Millis accepted = 0;  // wall
};

std::string fingerprint_of(const model::Invoice& invoice) {
  return invoice.increment_id + " " + invoice.created_at;
}

json::Value provider_json(std::string_view id, std::string_view reference, std::string_view url) {
  return json::object({{"id", id}, {"reference", reference}, {"url", url}});
}

RunOutcome succeeded_with(json::Value provider, const model::Invoice& invoice, std::string ledger) {
  RunOutcome outcome = RunOutcome::succeeded();
  outcome.magento_reference = invoice.increment_id;
  outcome.result =
      json::object({{"provider", std::move(provider)},
                    {"totals", json::object({{"store", model::text2(invoice.grand_total)},
                                             {"ledger", std::move(ledger)},
                                             {"currency", invoice.currency}})}});
  return outcome;
}

// The document is mapped already: the same one, or another shop's at the same address.
RunOutcome known_already(const store::XrefRow& xref, const model::Invoice& invoice) {
  if (xref.fingerprint != fingerprint_of(invoice)) {
    return RunOutcome::held(Error::coded(Fault::needs_review, "reinstalled_store",
                                         "another document with this id was mapped before: decide "
                                         "whether the store was reinstalled"));
  }
  RunOutcome outcome = succeeded_with(provider_json(xref.provider_id, xref.displayed_as, xref.url),
                                      invoice, model::text2(invoice.grand_total));
  outcome.notes.emplace_back("already_in_ledger");
  return outcome;
}

RunOutcome held(const Hold& hold, const model::Invoice& invoice) {
  RunOutcome outcome = RunOutcome::held(Error::coded(Fault::needs_review, hold.code, hold.message));
  outcome.magento_reference = invoice.increment_id;
  if (hold.sums) {
    outcome.result = json::object(
        {{"comparison", json::object({{"store", model::text(hold.sums->store)},
                                      {"planned", model::text(hold.sums->planned)}})}});
  }
  return outcome;
}

// Sage's own figures against the plan: a document in doubt is held, and no payment follows it.
RunOutcome compare_echo(const engine::Settled& settled, const model::Invoice& invoice) {
  const model::LedgerRecord& record = settled.record;
  RunOutcome outcome = succeeded_with(provider_json(record.id, record.displayed_as, record.url),
                                      invoice, model::text2(record.total));
  if (settled.adopted) outcome.notes.emplace_back("adopted");
  auto document = plan_document(settled.plan);
  auto planned = document ? model::ledger_invoice(*document) : document.error();
  if (!planned) return outcome;
  if (planned->total == record.total && planned->tax == record.tax) return outcome;
  json::Value result = outcome.result;
  result.set("comparison", json::object({{"store", model::text(invoice.grand_total)},
                                         {"planned", model::text(planned->total)},
                                         {"ledger", model::text(record.total)}}));
  outcome = RunOutcome::held(Error::coded(
      Fault::needs_review, "echo_differs",
      "Sage made " + model::text(record.total) + " (tax " + model::text(record.tax) + ") of " +
          model::text(planned->total) + " (tax " + model::text(planned->tax) + ")"));
  outcome.magento_reference = invoice.increment_id;
  outcome.result = std::move(result);
  return outcome;
}

RunOutcome from_error(const Error& error) {
  if (error.code == "sage_access_removed" || error.code == "sage_not_connected") {
    return RunOutcome::waiting(error.code);
  }
  if (error.fault == Fault::needs_review) return RunOutcome::held(error);
  return RunOutcome::retry(error);
}

engine::Operation operation_for(engine::Ctx ctx, const ViewPtr& view, const Asked& asked,
                                model::LedgerInvoice planned) {
  const model::Invoice& invoice = *asked.invoice;
  engine::Operation op;
  op.account_id = view->binding.account_id;
  op.binding_id = view->binding.id;
  op.business_id = view->business.id;
  op.business = view->business.provider_business_id;
  op.key = operation_key(*view, "invoice", std::to_string(invoice.magento_id), "create");
  op.kind = "sales_invoice";
  op.ask_again = asked.again;
  op.look_first = may_be_in_ledger(ctx.core(), invoice, view->binding, asked.accepted);
  const std::int64_t binding = view->binding.id;
  op.access = [binding](engine::Ctx own) { return custody::access(own, binding); };
  const port::Provider& provider = ctx.core().provider();
  SettledContext settled;
  settled.store_id = view->store.id;
  settled.magento_key = std::to_string(invoice.magento_id);
  settled.fingerprint = fingerprint_of(invoice);
  op.intend = [&provider, document = std::move(planned), settled = std::move(settled)](
                  const std::vector<store::PostingRow>&, std::string_view idempotency_id) {
    return engine::Intent{.marker = document.reference,
                          .body = provider.body(document, idempotency_id),
                          .plan = plan_text(settled, to_json(document))};
  };
  op.look = [view](engine::Ctx own, port::LedgerAccess, store::PostingRow posting,
                   std::string plan) { return look_for_invoice(own, view, posting, plan); };
  return op;
}

Task<RunOutcome> post(engine::Ctx ctx, ViewPtr view, Asked asked, model::LedgerInvoice document) {
  auto settled = co_await engine::once(ctx, operation_for(ctx, view, asked, std::move(document)));
  if (!settled) {
    Status heeded = co_await heed(ctx, view->binding.id, settled.error());
    RunOutcome outcome = from_error(heeded ? settled.error() : heeded.error());
    outcome.magento_reference = asked.invoice->increment_id;
    co_return outcome;
  }
  co_return compare_echo(*settled, *asked.invoice);
}

// Whether somebody acted on this document already: then its body is frozen, and nothing is planned
// again.
Task<bool> frozen(engine::Ctx ctx, ViewPtr view, std::int64_t magento_id) {
  const port::Rows rows = co_await ctx.ask(
      store::postings::find(view->binding.account_id,
                            operation_key(*view, "invoice", std::to_string(magento_id), "create")));
  if (rows.empty()) co_return false;
  const store::PostingRow latest = store::postings::row(rows.rows.front());
  co_return latest.state != "refused" && latest.act_no > 0;
}

Task<RunOutcome> plan_and_post(engine::Ctx ctx, ViewPtr view, Asked asked) {
  const InvoicePtr invoice = asked.invoice;
  Outcome planned = plan_invoice({.invoice = *invoice,
                                  .policy = *view->policy,
                                  .reference = *view->reference,
                                  .business = view->facts,
                                  .store_key = view->store_key});
  if (const auto* skip = std::get_if<Skip>(&planned)) {
    RunOutcome outcome = RunOutcome::skipped(skip->reason);
    outcome.magento_reference = invoice->increment_id;
    co_return outcome;
  }
  if (const auto* hold = std::get_if<Hold>(&planned)) co_return held(*hold, *invoice);
  if (const auto* missing = std::get_if<Incomplete>(&planned)) {
    RunOutcome outcome = RunOutcome::waiting("policy_incomplete");
    outcome.error = Error::in_field(missing->field, missing->field + " is not set in the policy");
    co_return outcome;
  }
  Plan plan = std::get<Plan>(std::move(planned));
  auto reference = ContactReference::of(invoice->customer, plan.invoice.currency,
                                        view->facts.base_currency, view->store_key);
  if (!reference) co_return from_error(reference.error());
  auto contact = co_await ensure_contact(
      ctx, view,
      {.contact = std::move(plan.contact),
       .reference = *std::move(reference),
       .ask_again = asked.again,
       .guest = invoice->customer.magento_id == 0,
       .look_first = may_be_in_ledger(ctx.core(), *invoice, view->binding, asked.accepted)});
  if (!contact) {
    RunOutcome outcome = from_error(contact.error());
    outcome.magento_reference = invoice->increment_id;
    co_return outcome;
  }
  plan.invoice.contact_id = *std::move(contact);
  RunOutcome outcome = co_await post(ctx, view, asked, std::move(plan.invoice));
  outcome.notes.insert(outcome.notes.end(), plan.notes.begin(), plan.notes.end());
  co_return outcome;
}

Task<RunOutcome> invoice_created(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched = co_await fetch_invoice(ctx, world, seen, row.magento_id);
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto invoice = std::make_shared<const model::Invoice>(*std::move(fetched));
  const port::Rows mapped =
      co_await ctx.ask(store::xrefs::find(row.account_id, seen->store.id, seen->business.id,
                                          "sales_invoice", std::to_string(row.magento_id)));
  if (!mapped.empty()) co_return known_already(store::xrefs::row(mapped.only()), *invoice);
  const Asked asked{.invoice = invoice, .again = row.lane == "retry", .accepted = row.created_at};
  if (co_await frozen(ctx, seen, row.magento_id)) co_return co_await post(ctx, seen, asked, {});
  co_return co_await plan_and_post(ctx, seen, asked);
}

}  // namespace

void register_invoice(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["invoice.created"] = [world](engine::Ctx ctx, store::RunRow row) {
    return invoice_created(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
