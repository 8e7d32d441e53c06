#include "sync/payment.h"

#include "sync/dependents.h"
#include "sync/document_look.h"
#include "sync/fetch.h"
#include "sync/invoice_standing.h"
#include "sync/ledger_access.h"
#include "sync/payment_post.h"
#include "sync/usage.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;
using InvoicePtr = std::shared_ptr<const model::Invoice>;

// Everything that is known when the receipt is planned.
struct Paid {
  store::RunRow row;
  InvoicePtr invoice;
  store::XrefRow xref;
};

json::Value totals_json(const model::Invoice& invoice, model::Amount ledger) {
  return json::object({{"store", model::text2(invoice.grand_total)},
                       {"ledger", model::text2(ledger)},
                       {"currency", invoice.currency}});
}

// What the store is told is of the invoice, not of its receipt: the chip keeps its number.
RunOutcome told_of(RunOutcome outcome, const Paid& paid) {
  outcome.magento_reference = paid.invoice->increment_id;
  json::Value result = outcome.result.is_null() ? json::object({}) : outcome.result;
  result.set("entity", record_json(paid.xref));
  outcome.result = std::move(result);
  return outcome;
}

RunOutcome received(const Paid& paid, json::Value provider, model::Amount amount) {
  RunOutcome outcome = RunOutcome::succeeded();
  outcome.result = json::object(
      {{"provider", std::move(provider)}, {"totals", totals_json(*paid.invoice, amount)}});
  return told_of(std::move(outcome), paid);
}

RunOutcome settled_outcome(const Result<engine::Settled>& settled, const Paid& paid) {
  if (!settled) return told_of(outcome_of(settled.error()), paid);
  RunOutcome outcome = received(paid, record_json(settled->record), settled->record.total);
  if (settled->adopted) outcome.notes.emplace_back("adopted");
  return outcome;
}

// When the money was taken. The original module says when the invoice was made; then the event's
// own time is nearer to the truth.
std::string receipt_day(const Paid& paid, const model::Payment& payment,
                        const model::Policy& policy, const std::string& document_day) {
  const bool captured =
      !payment.captured_at.empty() && payment.captured_at != paid.invoice->created_at;
  const std::string& at =
      captured || paid.row.occurred_at.empty() ? payment.captured_at : paid.row.occurred_at;
  const std::string day = day_in(policy, at, document_day);
  return std::max(day, document_day);  // no receipt before its invoice
}

// Sage's invoice must be what we made, and as open as the receipt is large.
std::optional<RunOutcome> in_doubt(const model::LedgerRecord& record, const Paid& paid,
                                   model::Amount total, const WorldPtr& world) {
  if (record.status == "VOID") {
    return held_outcome("invoice_void",
                        record.displayed_as + " was cancelled in Sage: no receipt was posted");
  }
  const int digits = std::min(model::minor_digits(paid.invoice->currency), 2);
  const model::Amount tax = model::round_to(paid.invoice->tax_amount, digits);
  if (record.total != total || record.tax != tax) {
    return wait_for_invoice(world, paid.row, paid.invoice->magento_id, "invoice_needs_review",
                            look_again);
  }
  if (record.outstanding == total) return std::nullopt;
  if (record.outstanding.zero()) {
    return held_outcome("already_settled",
                        record.displayed_as + " is settled in Sage already, by somebody else");
  }
  return held_outcome("partly_settled", record.displayed_as + " has only " +
                                            model::text2(record.outstanding) + " open of " +
                                            model::text2(total));
}

Task<RunOutcome> post_receipt(engine::Ctx ctx, WorldPtr world, ViewPtr view, Paid paid,
                              model::Payment payment, std::string bank_account) {
  const model::Invoice& invoice = *paid.invoice;
  auto record = co_await read_record(ctx, view, "sales_invoice", paid.xref.provider_id);
  if (!record) co_return outcome_of(record.error());
  const int digits = std::min(model::minor_digits(invoice.currency), 2);
  const model::Amount total = model::round_to(invoice.grand_total, digits);
  if (auto doubt = in_doubt(*record, paid, total, world)) co_return *std::move(doubt);
  const std::string day = receipt_day(paid, payment, *view->policy, record->date);
  if (auto closed = closed_period(day, view->facts)) co_return held_outcome(*closed);
  auto rate = exchange_rate(invoice.currency, invoice.base_to_order_rate, view->facts);
  if (!rate) co_return outcome_of(rate.error());
  Money money{
      .purpose = "receipt",
      .magento_key = std::to_string(invoice.magento_id),
      .fingerprint = fingerprint_of(invoice),
      .payment = {.type = "CUSTOMER_RECEIPT",
                  .contact_id = record->contact_id,
                  .bank_account_id = std::move(bank_account),
                  .date = day,
                  .reference = payment_reference("M2-P-", invoice.increment_id, invoice.magento_id),
                  .currency = invoice.currency,
                  .exchange_rate = *rate,
                  .artefact_id = record->id,
                  .amount = total},
      .again = paid.row.lane == "retry",
      .look_first = may_be_in_ledger(ctx.core(), invoice, view->binding, paid.row.created_at)};
  auto settled = co_await post_payment(ctx, view, std::move(money));
  co_return settled_outcome(settled, paid);
}

Task<RunOutcome> pay(engine::Ctx ctx, WorldPtr world, ViewPtr view, Paid paid) {
  const std::string key = std::to_string(paid.invoice->magento_id);
  // Nobody else settles this invoice while its open amount is read and used.
  const engine::Lock alone = co_await ctx.lock(settling_lock(*view, paid.invoice->magento_id));
  const auto receipt = co_await mapped(ctx, view, "receipt", key);
  if (receipt) {
    RunOutcome outcome = received(paid, record_json(*receipt), paid.invoice->grand_total);
    outcome.notes.emplace_back("already_in_ledger");
    co_return outcome;
  }
  if (co_await frozen(ctx, paid.row.account_id, payment_operation(*view, "receipt", key))) {
    auto settled = co_await post_payment(ctx, view,
                                         {.purpose = "receipt",
                                          .magento_key = key,
                                          .fingerprint = fingerprint_of(*paid.invoice),
                                          .payment = {},
                                          .again = paid.row.lane == "retry"});
    co_return settled_outcome(settled, paid);
  }
  auto payment = co_await fetch(ctx, world, view, &port::Shop::payment, paid.invoice->magento_id,
                                "fetch_payment");
  if (!payment) co_return told_of(fetch_outcome(payment.error()), paid);
  const std::string method =
      payment->method.empty() ? paid.invoice->payment_method.value_or("") : payment->method;
  const auto account = bank_account_of(*view->policy, method);
  note_usage(ctx, view->binding, usage_of_payment(*view->policy, method));
  if (!account) co_return told_of(RunOutcome::skipped("payment_method_not_mapped"), paid);
  if (view->reference->bank_account(*account) == nullptr) {
    co_return told_of(
        held_outcome("not_in_reference", "the ledger has no bank account " + *account +
                                             ", which the settings name for " + method),
        paid);
  }
  co_return told_of(co_await post_receipt(ctx, world, view, paid, *payment, *account), paid);
}

Task<RunOutcome> invoice_paid(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched = co_await fetch_invoice(ctx, world, seen, row.magento_id);
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto invoice = std::make_shared<const model::Invoice>(*std::move(fetched));
  Standing standing = co_await invoice_standing(ctx, world, seen, row, invoice);
  if (standing.outcome) {
    standing.outcome->magento_reference = invoice->increment_id;
    co_return *std::move(standing.outcome);
  }
  const Paid paid{.row = row, .invoice = invoice, .xref = *standing.xref};
  if (invoice->state == "cancelled") {
    co_return told_of(RunOutcome::skipped("cancelled_in_magento"), paid);
  }
  if (invoice->state == "open") co_return told_of(RunOutcome::skipped("unpaid_invoice"), paid);
  const int digits = std::min(model::minor_digits(invoice->currency), 2);
  if (model::round_to(invoice->grand_total, digits).zero()) {
    RunOutcome outcome = received(paid, record_json(paid.xref), model::Amount{});
    outcome.notes.emplace_back("nothing_to_pay");
    co_return outcome;
  }
  co_return co_await pay(ctx, world, seen, paid);
}

}  // namespace

void register_payment(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["invoice.paid"] = [world](engine::Ctx ctx, store::RunRow row) {
    return invoice_paid(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
