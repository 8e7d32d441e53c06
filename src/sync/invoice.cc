#include "sync/invoice.h"

#include "sync/contact.h"
#include "sync/document_contact.h"
#include "sync/document_look.h"
#include "sync/fetch.h"
#include "sync/post_document.h"
#include "sync/usage.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;

Task<RunOutcome> plan_and_post(engine::Ctx ctx, ViewPtr view, Asked asked,
                               std::shared_ptr<const model::Invoice> invoice) {
  Outcome planned = plan_accepting(
      *view, asked.accepted_difference,
      [&invoice](const PlanGround& ground) { return plan_invoice(*invoice, ground); });
  if (!std::holds_alternative<Plan>(planned)) {
    RunOutcome outcome = stopped_outcome(planned);
    outcome.magento_reference = invoice->increment_id;
    co_return outcome;
  }
  Plan plan = std::get<Plan>(std::move(planned));
  // Once more with a contact made anew, when Sage no longer knows the one we mapped.
  for (bool last = false;; last = true) {
    std::vector<std::string> notes = plan.notes;
    if (last) notes.emplace_back("contact_made_anew");
    auto contact = co_await contact_for(ctx, view, asked, plan.contact, &notes);
    if (!contact) {
      RunOutcome outcome = outcome_of(contact.error());
      outcome.magento_reference = invoice->increment_id;
      co_return outcome;
    }
    plan.document.contact_id = contact->id;
    Posted posted = co_await post_document(ctx, view, asked, plan.document);
    if (!last && posted.outcome.error && posted.outcome.error->code == "contact_gone") {
      forget_contact(ctx, *view, contact->source_guid, contact->id);
      continue;
    }
    posted.outcome.notes.insert(posted.outcome.notes.end(), notes.begin(), notes.end());
    if (posted.record) {
      note_usage(ctx, view->binding,
                 usage_of_lines(plan.document.lines, *view->policy, *view->reference, view->facts,
                                plan.country, plan.document.date));
    }
    co_return std::move(posted.outcome);
  }
}

Task<RunOutcome> invoice_created(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched = co_await fetch_invoice(ctx, world, seen, row.magento_id);
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto invoice = std::make_shared<const model::Invoice>(*std::move(fetched));
  const auto known = co_await mapped(ctx, seen, "sales_invoice", std::to_string(row.magento_id));
  if (known) co_return known_document(*known, *invoice);
  const Asked asked{
      .magento_kind = "invoice",
      .ledger_kind = "sales_invoice",
      .document = invoice,
      .again = row.lane == "retry",
      .look_first = may_be_in_ledger(ctx.core(), *invoice, seen->binding, row.created_at),
      .accepted_difference = row.accepted_difference};
  if (co_await frozen(ctx, row.account_id, document_operation(*seen, asked))) {
    Posted posted = co_await post_document(ctx, seen, asked, {});
    co_return std::move(posted.outcome);
  }
  co_return co_await plan_and_post(ctx, seen, asked, invoice);
}

}  // namespace

void register_invoice(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["invoice.created"] = [world](engine::Ctx ctx, store::RunRow row) {
    return invoice_created(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
