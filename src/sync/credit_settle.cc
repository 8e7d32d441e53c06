#include "sync/credit_settle.h"

#include <algorithm>

#include "sync/invoice_standing.h"
#include "sync/ledger_access.h"
#include "sync/payment_post.h"

namespace byte8::sync {
namespace {

using engine::Found;
using model::Amount;

std::string memo_key(const Credit& credit) {
  return std::to_string(credit.memo->magento_id);
}

// An allocation has no name of its own: it is there when the credit note says that it settles the
// invoice.
Task<Result<Found>> look_for_allocation(engine::Ctx ctx, ViewPtr view, std::string plan) {
  auto planned = plan_document(plan);
  if (!planned) co_return planned.error();
  const std::string note_id = planned->text_or("credit_note_id");
  auto note = co_await read_record(ctx, view, "sales_credit_note", note_id);
  if (!note) co_return note.error();
  Found found;
  const std::string invoice = planned->text_or("invoice_id");
  if (std::ranges::find(note->artefacts, invoice) == note->artefacts.end()) co_return found;
  found.what = Found::What::ours;
  found.record = {.kind = "contact_allocation",
                  .id = note_id + "/" + invoice,
                  .contact_id = note->contact_id,
                  .date = planned->text_or("date")};
  auto amount = model::parse_amount(planned->text_or("amount", "0"));
  if (amount) found.record.total = *amount;
  co_return found;
}

std::string allocation_operation(const View& view, const Credit& credit) {
  return operation_key(view, "allocation", memo_key(credit), "create");
}

Task<Result<engine::Settled>> allocate(engine::Ctx ctx, ViewPtr view, Credit credit,
                                       Amount amount) {
  engine::Operation op =
      operation_frame(view, "contact_allocation", allocation_operation(*view, credit));
  op.ask_again = credit.again;
  op.look_first = credit.look_first;
  const port::Provider& provider = ctx.core().provider();
  SettledContext settled = settled_context(view, memo_key(credit), fingerprint_of(*credit.memo));
  settled.kind = "allocation";
  const model::LedgerAllocation planned{.contact_id = credit.contact_id,
                                        .invoice_id = credit.invoice_id,
                                        .credit_note_id = credit.note_id,
                                        .date = credit.date,
                                        .amount = amount};
  op.intend = [&provider, planned, settled = std::move(settled)](
                  const std::vector<store::PostingRow>&, std::string_view idempotency_id) {
    return engine::Intent{.marker = planned.credit_note_id,
                          .body = provider.body(planned, idempotency_id),
                          .plan = plan_text(settled, to_json(planned))};
  };
  op.look = [view](engine::Ctx own, port::LedgerAccess, store::PostingRow, std::string plan) {
    return look_for_allocation(own, view, std::move(plan));
  };
  co_return co_await act_once(ctx, view, std::move(op));
}

// How much of the credit the allocation took, whenever that was.
Result<Amount> allocated(const Result<engine::Settled>& settled) {
  if (!settled) return settled.error();
  auto plan = plan_document(settled->plan);
  if (!plan) return plan.error();
  return model::parse_amount(plan->text_or("amount", "0"));
}

// The part that is still open on the invoice is set against it. Nothing open: nothing to do.
Task<Result<Amount>> allocate_open(engine::Ctx ctx, ViewPtr view, Credit credit) {
  if (credit.invoice_id.empty() || credit.total.zero()) co_return Amount{};
  const std::int64_t account = view->binding.account_id;
  if (co_await frozen(ctx, account, allocation_operation(*view, credit))) {
    co_return allocated(co_await allocate(ctx, view, credit, {}));
  }
  auto invoice = co_await read_record(ctx, view, "sales_invoice", credit.invoice_id);
  if (!invoice) co_return invoice.error();
  const Amount open = invoice->status == "VOID" ? Amount{} : invoice->outstanding;
  const Amount amount = std::min(open, credit.total);
  if (amount.zero() || amount.negative()) co_return Amount{};
  co_return allocated(co_await allocate(ctx, view, credit, amount));
}

// Money that was taken by a mapped method goes back by the same account.
std::optional<std::string> refund_account(const View& view, const Credit& credit) {
  if (credit.invoice == nullptr || credit.invoice->state != "paid") return std::nullopt;
  return bank_account_of(*view.policy, credit.invoice->payment_method.value_or(""));
}

Task<Result<engine::Settled>> refund(engine::Ctx ctx, ViewPtr view, Credit credit, Amount amount,
                                     std::string bank_account) {
  const model::CreditMemo& memo = *credit.memo;
  auto rate = exchange_rate(memo.currency, memo.base_to_order_rate, view->facts);
  if (!rate) co_return rate.error();
  Money money{
      .purpose = "refund",
      .magento_key = memo_key(credit),
      .fingerprint = fingerprint_of(memo),
      .payment = {.type = "CUSTOMER_REFUND",
                  .contact_id = credit.contact_id,
                  .bank_account_id = std::move(bank_account),
                  .date = credit.date,
                  .reference = payment_reference("M2-R-", memo.increment_id, memo.magento_id),
                  .currency = memo.currency,
                  .exchange_rate = *rate,
                  .artefact_id = credit.note_id,
                  .amount = amount},
      .again = credit.again,
      .look_first = credit.look_first};
  co_return co_await post_payment(ctx, view, std::move(money));
}

}  // namespace

Task<CreditSettled> settle_credit(engine::Ctx ctx, ViewPtr view, Credit credit) {
  CreditSettled done;
  // Without an invoice nobody else is in the way.
  const engine::Lock alone = co_await ctx.lock(settling_lock(
      *view, credit.invoice == nullptr ? -credit.memo->magento_id : credit.invoice->magento_id));
  auto set_off = co_await allocate_open(ctx, view, credit);
  if (!set_off) {
    done.stopped = outcome_of(set_off.error());
    co_return done;
  }
  if (!set_off->zero()) done.notes.emplace_back("allocated_to_invoice");
  const Amount rest = credit.total - *set_off;
  if (rest.zero()) co_return done;
  const auto account = refund_account(*view, credit);
  const bool going = co_await frozen(ctx, view->binding.account_id,
                                     payment_operation(*view, "refund", memo_key(credit)));
  if (!account && !going) {
    done.notes.emplace_back(credit.invoice == nullptr ? "credit_without_invoice"
                                                      : "credit_left_open");
    co_return done;
  }
  auto refunded = co_await refund(ctx, view, credit, rest, account.value_or(""));
  if (refunded) {
    done.notes.emplace_back("refunded");
  } else {
    done.stopped = outcome_of(refunded.error());
  }
  co_return done;
}

}  // namespace byte8::sync
