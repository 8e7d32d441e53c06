#include "lifecycle/run_sought.h"

#include "engine/core.h"
#include "sync/contact_reference.h"
#include "sync/fetch.h"
#include "sync/ledger_access.h"
#include "sync/plan.h"

namespace byte8::lifecycle {
namespace {

using Records = std::vector<model::LedgerRecord>;

// What every kind has: the mapping's key, and how its operations are called.
Sought frame(const sync::ViewPtr& view, std::string kind, std::string magento_key) {
  Sought sought;
  sought.view = view;
  sought.kind = std::move(kind);
  sought.xref.account_id = view->binding.account_id;
  sought.xref.store_id = view->store.id;
  sought.xref.business_id = view->business.id;
  sought.xref.kind = sought.kind;
  sought.xref.magento_key = std::move(magento_key);
  return sought;
}

Sought document_sought(const sync::ViewPtr& view, const model::Document& document,
                       std::string_view magento_kind, std::string ledger_kind) {
  const std::string key = std::to_string(document.magento_id);
  Sought sought = frame(view, std::move(ledger_kind), key);
  sought.number = document.increment_id;
  sought.reference = sync::document_reference(*view->policy, document.increment_id);
  sought.total = model::text2(document.grand_total);
  sought.currency = document.currency;
  sought.date = sync::day_in(*view->policy, document.created_at, "");
  sought.xref.fingerprint = sync::fingerprint_of(document);
  sought.operation_key = sync::operation_key(*view, magento_kind, key, "create");
  sought.operation_prefixes = {sync::operation_key(*view, magento_kind, key, "")};
  if (magento_kind == "invoice") {
    // A payment is known by its invoice.
    sought.operation_prefixes.push_back(sync::operation_key(*view, "payment", key, ""));
  }
  return sought;
}

Result<Sought> customer_sought(const sync::ViewPtr& view, const model::Customer& customer) {
  const std::string& currency = view->facts.base_currency;
  auto reference = sync::ContactReference::of(customer, currency, currency, view->store_key);
  if (!reference) return reference.error();
  Sought sought = frame(view, "contact", reference->source_guid());
  sought.number = std::to_string(customer.magento_id);
  sought.reference = reference->candidate(0).value_or("");
  sought.currency = currency;
  sought.source_guid = reference->source_guid();
  sought.operation_key = sync::operation_key(*view, "contact", sought.source_guid, "ensure");
  return sought;
}

void differ(std::vector<Difference>& all, std::string field, const std::string& store,
            const std::string& ledger) {
  if (store.empty() || store == ledger) return;
  all.push_back({.field = std::move(field), .store = store, .ledger = ledger});
}

}  // namespace

Task<Result<Sought>> sought_by(engine::Ctx ctx, Deps deps, store::RunRow run) {
  const auto world = std::make_shared<sync::World>(deps.shop);
  auto seen = co_await sync::view(ctx, world, run.binding_id, 0);
  if (!seen) co_return seen.error();
  const sync::ViewPtr view = *seen;
  if (run.entity_kind == "invoice" && run.event == "invoice.created") {
    auto invoice = co_await sync::fetch_invoice(ctx, world, view, run.magento_id);
    if (!invoice) co_return invoice.error();
    co_return document_sought(view, *invoice, "invoice", "sales_invoice");
  }
  if (run.entity_kind == "creditmemo") {
    auto memo = co_await sync::fetch(ctx, world, view, &port::Shop::credit_memo, run.magento_id,
                                     "fetch_credit_memo");
    if (!memo) co_return memo.error();
    co_return document_sought(view, *memo, "creditmemo", "sales_credit_note");
  }
  if (run.entity_kind == "customer") {
    auto customer = co_await sync::fetch(ctx, world, view, &port::Shop::customer, run.magento_id,
                                         "fetch_customer");
    if (!customer) co_return customer.error();
    co_return customer_sought(view, *customer);
  }
  co_return Error::coded(Fault::validation, "conflict",
                         "only invoices, credit notes and customers can be linked by hand");
}

Task<Result<Records>> records_of(engine::Ctx ctx, Sought sought) {
  const port::Provider& provider = ctx.core().provider();
  auto found = co_await sync::ask_ledger<Records>(
      ctx, sought.view->ledger_target(),
      [&provider, kind = sought.kind,
       reference = sought.reference](const port::LedgerAccess& access) {
        if (kind == "contact") return provider.find_contacts(access, reference);
        if (kind == "sales_invoice") return provider.find_invoices(access, reference);
        return provider.find(access, kind, {.reference = reference});
      },
      "find_candidates");
  if (found) std::erase_if(*found, [](const model::LedgerRecord& one) { return one.deleted; });
  co_return found;
}

std::vector<Difference> compare(const Sought& sought, const model::LedgerRecord& record) {
  std::vector<Difference> all;
  differ(all, "reference", sought.reference, record.reference);
  if (!record.source_guid.empty()) {
    differ(all, "source_guid", sought.source_guid, record.source_guid);
  }
  differ(all, "total", sought.total, model::text2(record.total));
  differ(all, "date", sought.date, record.date);
  differ(all, "currency", sought.currency, record.currency);
  if (record.status == "VOID") {
    all.push_back({.field = "status", .store = "in force", .ledger = record.status});
  }
  return all;
}

}  // namespace byte8::lifecycle
