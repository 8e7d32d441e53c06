#include "sync/payment_post.h"

#include "base/text.h"
#include "sync/ledger_access.h"

namespace byte8::sync {
namespace {

using engine::Found;
using Records = std::vector<model::LedgerRecord>;

constexpr std::size_t reference_max = 25;

// Ours by reference and contact; the amount and what it settles must be what was planned.
Found judge(const Records& records, const json::Value& planned) {
  Found found;
  for (const model::LedgerRecord& record : records) {
    if (record.deleted || record.contact_id != planned.text_or("contact_id")) continue;
    if (found.what != Found::What::absent) {
      found.what = Found::What::differs;
      found.why = "more than one payment in Sage carries this reference";
      return found;
    }
    found.record = record;
    auto amount = model::parse_amount(planned.text_or("amount", "0"));
    const bool equal = amount && record.total == *amount;
    found.what = equal ? Found::What::ours : Found::What::differs;
    if (!equal) {
      found.why = "a payment with this reference is in Sage with " + model::text2(record.total) +
                  " instead of " + planned.text_or("amount");
    }
  }
  return found;
}

Task<Result<Found>> look_for(engine::Ctx ctx, ViewPtr view, std::string plan) {
  auto planned = plan_document(plan);
  if (!planned) co_return planned.error();
  const port::Provider& provider = ctx.core().provider();
  const port::LedgerSearch search{.reference = planned->text_or("reference"),
                                  .contact_id = planned->text_or("contact_id"),
                                  .type = planned->text_or("type"),
                                  .date = planned->text_or("date")};
  auto records = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, search](const port::LedgerAccess& access) {
        return provider.find(access, "contact_payment", search);
      },
      "find_payment");
  if (!records) co_return records.error();
  co_return judge(*records, *planned);
}

}  // namespace

std::string payment_operation(const View& view, std::string_view purpose,
                              std::string_view magento_key) {
  return operation_key(view, "payment", magento_key, purpose);
}

Task<Result<engine::Settled>> post_payment(engine::Ctx ctx, ViewPtr view, Money money) {
  engine::Operation op = operation_frame(
      view, "contact_payment", payment_operation(*view, money.purpose, money.magento_key));
  op.ask_again = money.again;
  op.look_first = money.look_first;
  const port::Provider& provider = ctx.core().provider();
  SettledContext settled = settled_context(view, money.magento_key, money.fingerprint);
  settled.kind = money.purpose;
  op.intend = [&provider, payment = std::move(money.payment), settled = std::move(settled)](
                  const std::vector<store::PostingRow>&, std::string_view idempotency_id) {
    return engine::Intent{.marker = payment.reference,
                          .body = provider.body(payment, idempotency_id),
                          .plan = plan_text(settled, to_json(payment))};
  };
  op.look = [view](engine::Ctx own, port::LedgerAccess, store::PostingRow, std::string plan) {
    return look_for(own, view, std::move(plan));
  };
  co_return co_await act_once(ctx, view, std::move(op));
}

std::string payment_reference(std::string_view prefix, const std::string& number,
                              std::int64_t magento_id) {
  std::string reference = std::string(prefix) + number;
  if (text::code_points(reference) <= reference_max) return reference;
  return std::string(prefix) + "ID-" + std::to_string(magento_id);
}

}  // namespace byte8::sync
