#include "sync/customer.h"

#include "sync/contact.h"
#include "sync/contact_reference.h"
#include "sync/fetch.h"
#include "sync/filters.h"
#include "sync/flow.h"
#include "sync/plan_contact.h"

namespace byte8::sync {
namespace {

using engine::RunOutcome;
using CustomerPtr = std::shared_ptr<const model::Customer>;

struct Known {
  std::string currency;
  store::XrefRow xref;
};

Result<model::LedgerContact> contact_in(const View& view, const model::Customer& customer,
                                        std::string_view currency,
                                        std::vector<std::string>* notes) {
  return plan_contact({.customer = customer,
                       .currency = currency,
                       .policy = *view.policy,
                       .business = view.facts,
                       .store_key = view.store_key},
                      *notes);
}

// The contacts that documents of this customer made, by currency.
Task<std::vector<Known>> known_contacts(engine::Ctx ctx, ViewPtr view, std::int64_t customer) {
  const std::string prefix =
      key_prefix(view->store_key) + ":customer:" + std::to_string(customer) + ":";
  const port::Rows rows = co_await ctx.ask(store::xrefs::with_prefix(
      view->binding.account_id, view->store.id, view->business.id, "contact", prefix));
  std::vector<Known> known;
  for (const port::Row& row : rows.rows) {
    store::XrefRow xref = store::xrefs::row(row);
    const std::string currency = xref.magento_key.substr(prefix.size());
    known.push_back({.currency = currency, .xref = std::move(xref)});
  }
  co_return known;
}

Task<Result<std::string>> make(engine::Ctx ctx, ViewPtr view, CustomerPtr customer,
                               store::RunRow row, model::LedgerContact contact) {
  auto reference =
      ContactReference::of(*customer, contact.currency, view->facts.base_currency, view->store_key);
  if (!reference) co_return reference.error();
  ContactWanted wanted;
  wanted.contact = std::move(contact);
  wanted.candidate = [reference = *reference](std::size_t n) { return reference.candidate(n); };
  wanted.email_hash = reference->email_hash();
  wanted.ask_again = row.lane == "retry";
  auto created = parse_utc(customer->created_at);
  wanted.look_first = !created || *created < view->binding.created_at;
  co_return co_await ensure_contact(ctx, view, std::move(wanted));
}

RunOutcome synced(std::string_view id, std::string_view reference, std::string_view url,
                  std::vector<std::string> notes) {
  RunOutcome outcome = RunOutcome::succeeded();
  outcome.result = json::object({{"provider", record_json(id, reference, url)}});
  outcome.notes = std::move(notes);
  return outcome;
}

// One contact brought up to date; made anew when it is gone from the ledger.
// outlives: `notes` stands in the caller's frame, which awaits this.
Task<Result<std::string>> update(engine::Ctx ctx, ViewPtr view, CustomerPtr customer,
                                 store::RunRow row, Known known, std::vector<std::string>* notes) {
  auto contact = contact_in(*view, *customer, known.currency, notes);
  if (!contact) co_return contact.error();
  const port::Provider& provider = ctx.core().provider();
  Change change{.kind = "contact",
                .magento_key = contact->source_guid,
                .provider_id = known.xref.provider_id,
                .plan = to_json(*contact),
                .body = [&provider, said = *contact](std::string_view idempotency_id) {
                  return provider.change(said, idempotency_id);
                }};
  auto changed = co_await change_record(ctx, view, row, std::move(change));
  if (changed) co_return known.xref.provider_id;
  const bool gone = changed.error().fault == Fault::not_found;
  if (!gone) co_return changed.error();
  forget_contact(ctx, *view, contact->source_guid, known.xref.provider_id);
  notes->emplace_back("contact_made_anew");
  co_return co_await make(ctx, view, customer, row, *std::move(contact));
}

Task<RunOutcome> first_contact(engine::Ctx ctx, ViewPtr view, CustomerPtr customer,
                               store::RunRow row) {
  // While private sales share a contact, a customer gets one of his own with his first document.
  if (view->policy->b2c_consolidation.enabled) {
    RunOutcome outcome = RunOutcome::succeeded();
    outcome.notes.emplace_back("no_contact_while_consolidating");
    co_return outcome;
  }
  std::vector<std::string> notes;
  auto contact = contact_in(*view, *customer, view->facts.base_currency, &notes);
  if (!contact) co_return outcome_of(contact.error());
  const std::string guid = contact->source_guid;
  auto made = co_await make(ctx, view, customer, row, *std::move(contact));
  if (!made) co_return outcome_of(made.error());
  const auto xref = co_await mapped(ctx, view, "contact", guid);
  if (!xref) co_return synced(*made, "", "", std::move(notes));
  co_return synced(xref->provider_id, xref->displayed_as, xref->url, std::move(notes));
}

Task<RunOutcome> upsert(engine::Ctx ctx, ViewPtr view, CustomerPtr customer, store::RunRow row) {
  const std::vector<Known> known = co_await known_contacts(ctx, view, customer->magento_id);
  if (known.empty()) co_return co_await first_contact(ctx, view, customer, row);
  std::vector<std::string> notes;
  const Known* shown = &known.front();
  std::string shown_id;
  for (const Known& each : known) {
    auto updated = co_await update(ctx, view, customer, row, each, &notes);
    if (!updated) co_return outcome_of(updated.error());
    const bool base = each.currency == view->facts.base_currency;
    if (base || shown_id.empty()) {
      shown = &each;
      shown_id = *updated;
    }
  }
  const bool anew = shown_id != shown->xref.provider_id;
  co_return synced(shown_id, anew ? "" : shown->xref.displayed_as, anew ? "" : shown->xref.url,
                   std::move(notes));
}

Task<RunOutcome> customer_upserted(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched =
      co_await fetch(ctx, world, seen, &port::Shop::customer, row.magento_id, "fetch_customer");
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto customer = std::make_shared<const model::Customer>(*std::move(fetched));
  if (own_websites_filtered_out({customer->website_id}, *seen->policy)) {
    co_return RunOutcome::skipped("website_not_in_filter");
  }
  co_return co_await upsert(ctx, seen, customer, row);
}

}  // namespace

void register_customer(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["customer.upserted"] = [world](engine::Ctx ctx, store::RunRow row) {
    return customer_upserted(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
