#include "sync/credit_note.h"

#include "sync/credit_settle.h"
#include "sync/document_contact.h"
#include "sync/document_look.h"
#include "sync/fetch.h"
#include "sync/filters.h"
#include "sync/invoice_standing.h"
#include "sync/ledger_access.h"
#include "sync/usage.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;
using MemoPtr = std::shared_ptr<const model::CreditMemo>;
using InvoicePtr = std::shared_ptr<const model::Invoice>;

// Everything that is known of the memo when its credit note is made.
struct Refund {
  store::RunRow row;
  MemoPtr memo;
  InvoicePtr invoice;                    // null: made from the order
  std::optional<store::XrefRow> origin;  // the invoice in the ledger
  Asked asked;
};

// Where the memo's credit note is, or what came of trying.
struct Made {
  std::optional<model::LedgerRecord> record;
  RunOutcome outcome;
};

RunOutcome named(RunOutcome outcome, const model::CreditMemo& memo) {
  outcome.magento_reference = memo.increment_id;
  return outcome;
}

// The very contact of the invoice as it stands in the ledger; without an invoice the buyer's own.
// outlives: `notes` stands in the caller's frame, which awaits this.
Task<Result<std::string>> contact_of(engine::Ctx ctx, ViewPtr view, Refund refund,
                                     model::LedgerContact buyer, std::vector<std::string>* notes) {
  if (!refund.origin) {
    auto own = co_await contact_for(ctx, view, refund.asked, buyer, notes);
    if (!own) co_return own.error();
    co_return own->id;
  }
  auto record = co_await read_record(ctx, view, "sales_invoice", refund.origin->provider_id);
  if (!record) co_return record.error();
  co_return record->contact_id;
}

Task<Made> make_note(engine::Ctx ctx, ViewPtr view, Refund refund) {
  const std::string operation = document_operation(*view, refund.asked);
  if (co_await frozen(ctx, refund.row.account_id, operation)) {
    Posted posted = co_await post_document(ctx, view, refund.asked, {});
    co_return Made{.record = posted.record, .outcome = std::move(posted.outcome)};
  }
  Outcome planned =
      plan_accepting(*view, refund.row.accepted_difference, [&refund](const PlanGround& ground) {
        return plan_credit_note(*refund.memo, refund.invoice.get(), ground);
      });
  if (!std::holds_alternative<Plan>(planned)) {
    co_return Made{.record = std::nullopt, .outcome = stopped_outcome(planned)};
  }
  Plan plan = std::get<Plan>(std::move(planned));
  std::vector<std::string> notes = plan.notes;
  auto contact = co_await contact_of(ctx, view, refund, std::move(plan.contact), &notes);
  if (!contact) co_return Made{.record = std::nullopt, .outcome = outcome_of(contact.error())};
  plan.document.contact_id = *std::move(contact);
  Posted posted = co_await post_document(ctx, view, refund.asked, plan.document);
  if (posted.record) {
    note_usage(ctx, view->binding,
               usage_of_lines(plan.document.lines, *view->policy, *view->reference, view->facts,
                              plan.country, plan.document.date));
  }
  posted.outcome.notes.insert(posted.outcome.notes.end(), notes.begin(), notes.end());
  co_return Made{.record = posted.record, .outcome = std::move(posted.outcome)};
}

// A credit note that is in the ledger from an earlier run: with its figures when something of it is
// still to be settled.
Task<Made> found_note(engine::Ctx ctx, ViewPtr view, Refund refund, store::XrefRow xref) {
  Made made{.record = std::nullopt, .outcome = known_document(xref, *refund.memo)};
  if (made.outcome.status != "succeeded") co_return made;
  const auto done =
      co_await mapped(ctx, view, "credit_settled", std::to_string(refund.memo->magento_id));
  if (done && refund.row.lane != "retry") co_return made;
  auto record = co_await read_record(ctx, view, "sales_credit_note", xref.provider_id);
  if (record) {
    made.record = *std::move(record);
  } else {
    made.outcome = outcome_of(record.error());
  }
  co_return made;
}

// Remembered, so that the same memo again asks Sage for nothing.
void note_settled(engine::Ctx ctx, const View& view, const Refund& refund,
                  const model::LedgerRecord& record) {
  store::XrefRow xref;
  xref.account_id = view.binding.account_id;
  xref.store_id = view.store.id;
  xref.business_id = view.business.id;
  xref.kind = "credit_settled";
  xref.magento_key = std::to_string(refund.memo->magento_id);
  xref.provider_id = record.id;
  xref.reference = record.reference;
  xref.displayed_as = record.displayed_as;
  xref.url = record.url;
  xref.fingerprint = fingerprint_of(*refund.memo);
  xref.created_at = ctx.now().wall;
  ctx.write(store::xrefs::put(xref));
}

Task<RunOutcome> settle_note(engine::Ctx ctx, ViewPtr view, Refund refund, Made made) {
  const model::LedgerRecord& record = *made.record;
  CreditSettled settled =
      co_await settle_credit(ctx, view,
                             {.memo = refund.memo,
                              .invoice = refund.invoice,
                              .invoice_id = refund.origin ? refund.origin->provider_id : "",
                              .note_id = record.id,
                              .contact_id = record.contact_id,
                              .date = record.date,
                              .total = record.total,
                              .again = refund.row.lane == "retry",
                              .look_first = refund.asked.look_first});
  RunOutcome outcome = std::move(made.outcome);
  if (settled.stopped) {
    // The credit note is there; what it settles is not yet.
    settled.stopped->result = std::move(outcome.result);
    co_return *std::move(settled.stopped);
  }
  outcome.notes.insert(outcome.notes.end(), settled.notes.begin(), settled.notes.end());
  note_settled(ctx, *view, refund, record);
  co_return outcome;
}

// Money that was taken is in the ledger before it is given back: with a paid invoice of a mapped
// method the receipt comes first, whatever the order of events.
Task<std::optional<RunOutcome>> receipt_pending(engine::Ctx ctx, WorldPtr world, ViewPtr view,
                                                Refund refund) {
  const model::Invoice& invoice = *refund.invoice;
  if (invoice.state != "paid" || invoice.grand_total.zero()) co_return std::nullopt;
  if (!bank_account_of(*view->policy, invoice.payment_method.value_or(""))) co_return std::nullopt;
  const auto receipt = co_await mapped(ctx, view, "receipt", std::to_string(invoice.magento_id));
  if (receipt) co_return std::nullopt;
  // The payment ended in front of a person: the credit note does not wait for that.
  const json::Value told = co_await last_word(ctx, view, invoice.magento_id);
  if (!told.text_or("error_code").empty()) co_return std::nullopt;
  co_return await_event(ctx, world, refund.row, "invoice.paid", invoice.magento_id);
}

Task<RunOutcome> with_invoice(engine::Ctx ctx, WorldPtr world, ViewPtr view, Refund refund) {
  Standing standing = co_await invoice_standing(ctx, world, view, refund.row, refund.invoice);
  if (standing.outcome) co_return *std::move(standing.outcome);
  refund.origin = standing.xref;
  auto pending = co_await receipt_pending(ctx, world, view, refund);
  if (pending) co_return *std::move(pending);
  Made made = co_await make_note(ctx, view, refund);
  if (!made.record) co_return std::move(made.outcome);
  co_return co_await settle_note(ctx, view, refund, std::move(made));
}

Task<RunOutcome> credit(engine::Ctx ctx, WorldPtr world, ViewPtr view, Refund refund) {
  const auto known =
      co_await mapped(ctx, view, "sales_credit_note", std::to_string(refund.memo->magento_id));
  if (known) {
    if (refund.invoice != nullptr) {
      refund.origin =
          co_await mapped(ctx, view, "sales_invoice", std::to_string(refund.invoice->magento_id));
    }
    Made made = co_await found_note(ctx, view, refund, *known);
    if (!made.record) co_return std::move(made.outcome);
    co_return co_await settle_note(ctx, view, refund, std::move(made));
  }
  auto reason = skip_reason(*refund.memo, *view->policy);
  if (reason && *reason) co_return RunOutcome::skipped(std::string(**reason));
  if (refund.invoice != nullptr) co_return co_await with_invoice(ctx, world, view, refund);
  Made made = co_await make_note(ctx, view, refund);
  if (!made.record) co_return std::move(made.outcome);
  co_return co_await settle_note(ctx, view, refund, std::move(made));
}

Task<RunOutcome> memo_created(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched = co_await fetch(ctx, world, seen, &port::Shop::credit_memo, row.magento_id,
                                "fetch_creditmemo");
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto memo = std::make_shared<const model::CreditMemo>(*std::move(fetched));
  Refund refund{.row = row, .memo = memo, .invoice = nullptr, .origin = std::nullopt, .asked = {}};
  refund.asked = {.magento_kind = "creditmemo",
                  .ledger_kind = "sales_credit_note",
                  .document = memo,
                  .again = row.lane == "retry",
                  .look_first = may_be_in_ledger(ctx.core(), *memo, seen->binding, row.created_at)};
  if (memo->invoice_id && *memo->invoice_id > 0) {
    auto invoice = co_await fetch_invoice(ctx, world, seen, *memo->invoice_id);
    if (!invoice) co_return named(fetch_outcome(invoice.error()), *memo);
    refund.invoice = std::make_shared<const model::Invoice>(*std::move(invoice));
  }
  co_return named(co_await credit(ctx, world, seen, refund), *memo);
}

}  // namespace

void register_credit_note(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["creditmemo.created"] = [world](engine::Ctx ctx, store::RunRow row) {
    return memo_created(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
