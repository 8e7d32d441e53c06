#include "sync/invoice_standing.h"

#include "store/history.h"
#include "sync/dependents.h"
#include "sync/filters.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;
using InvoicePtr = std::shared_ptr<const model::Invoice>;

// Nothing was told of the invoice, or what was told holds no longer.
RunOutcome never_came(engine::Ctx ctx, const WorldPtr& world, const View& view,
                      const store::RunRow& row, const model::Invoice& invoice) {
  auto outside = outside_sync_since(invoice, *view.policy);
  if (outside && *outside) return RunOutcome::skipped("outside_sync_since");
  return await_event(ctx, world, row, "invoice.created", invoice.magento_id);
}

// The invoice is not in the ledger, and this was told of it.
RunOutcome share_fate(engine::Ctx ctx, const WorldPtr& world, const View& view,
                      const store::RunRow& row, const model::Invoice& invoice,
                      const json::Value& told) {
  const std::string status = told.text_or("sync_status");
  const std::string skip = told.text_or("skip_reason");
  if (status == "skipped") {
    // Skipped for being unpaid, and paid now: it posts after all.
    const bool paid_since = skip == "unpaid_invoice" && invoice.state == "paid";
    if (!paid_since) return RunOutcome::skipped(skip);
    make_invoice_run(ctx, row, "invoice.created", invoice.magento_id);
    return wait_for_invoice(world, row, invoice.magento_id, "invoice_pending", look_again);
  }
  if (status == "failed") {
    const bool person = told.text_or("error_code") == "needs_review";
    return wait_for_invoice(world, row, invoice.magento_id,
                            person ? "invoice_needs_review" : "invoice_pending", look_again);
  }
  return never_came(ctx, world, view, row, invoice);
}

}  // namespace

Task<json::Value> last_word(engine::Ctx ctx, ViewPtr view, std::int64_t invoice) {
  const port::Rows rows = co_await ctx.ask(
      store::history::reported(view->binding.account_id, view->store.id, "invoice", invoice));
  if (rows.empty()) co_return json::Value();
  auto body = json::parse(rows.only().text(0));
  co_return body ? *body : json::Value();
}

RunOutcome await_event(engine::Ctx ctx, const WorldPtr& world, const store::RunRow& row,
                       std::string_view event, std::int64_t invoice) {
  const Millis waited = ctx.now().wall - row.created_at;
  if (waited < patience) {
    return wait_for_invoice(world, row, invoice, "invoice_pending", patience - waited);
  }
  // Once: what was made and has not ended is waited for.
  const bool asked = world->dependents().made(row.binding_id, invoice, event);
  if (!asked) make_invoice_run(ctx, row, event, invoice);
  return wait_for_invoice(world, row, invoice, "invoice_pending", look_again);
}

Task<Standing> invoice_standing(engine::Ctx ctx, WorldPtr world, ViewPtr view, store::RunRow row,
                                InvoicePtr invoice) {
  Standing standing;
  const auto xref =
      co_await mapped(ctx, view, "sales_invoice", std::to_string(invoice->magento_id));
  if (xref && xref->fingerprint == fingerprint_of(*invoice)) {
    standing.xref = xref;
  } else if (xref) {
    standing.outcome = reinstalled_outcome();
  } else {
    const json::Value told = co_await last_word(ctx, view, invoice->magento_id);
    standing.outcome = share_fate(ctx, world, *view, row, *invoice, told);
  }
  co_return standing;
}

std::optional<std::string> bank_account_of(const model::Policy& policy, std::string_view method) {
  const auto named = policy.payment_method_map.find(std::string(method));
  return named == policy.payment_method_map.end() ? policy.default_bank_account_id : named->second;
}

}  // namespace byte8::sync
