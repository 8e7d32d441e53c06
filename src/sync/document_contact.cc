#include "sync/document_contact.h"

#include <algorithm>

#include "sync/consolidation.h"
#include "sync/contact.h"
#include "sync/contact_reference.h"

namespace byte8::sync {
namespace {

// The contact that all small private sales of a currency share.
Result<ContactWanted> shared_contact(const View& view, const Asked& asked) {
  const std::string& currency = asked.document->currency;
  const std::string& base = view.facts.base_currency;
  auto contact = fallback_contact(*view.policy, currency, base, view.store_key);
  if (!contact) return contact.error();
  ContactWanted wanted;
  wanted.contact = *std::move(contact);
  wanted.candidate = [policy = view.policy, currency, base](std::size_t n) {
    return fallback_reference(*policy, currency, base, n);
  };
  // Older than any document: another installation may have made it.
  wanted.look_first = true;
  return wanted;
}

Result<ContactWanted> own_contact(const View& view, const Asked& asked,
                                  model::LedgerContact buyer) {
  const model::Customer& customer = asked.document->customer;
  auto reference = ContactReference::of(customer, asked.document->currency,
                                        view.facts.base_currency, view.store_key);
  if (!reference) return reference.error();
  ContactWanted wanted;
  wanted.contact = std::move(buyer);
  wanted.email_hash = reference->email_hash();
  wanted.candidate = [reference = *reference](std::size_t n) { return reference.candidate(n); };
  wanted.guest = customer.magento_id == 0;
  wanted.look_first = asked.look_first;
  return wanted;
}

Task<Result<ContactRule>> rule_for(engine::Ctx ctx, ViewPtr view, Asked asked, ContactWanted own) {
  const model::Document& document = *asked.document;
  auto total = base_total(document.grand_total, document.currency, view->facts.base_currency,
                          document.base_to_order_rate);
  if (!total) co_return total.error();
  ContactFacts facts{.company = names_company(document.customer), .base_total = *total};
  if (view->policy->b2c_consolidation.enabled) {
    auto known = co_await known_contact(ctx, view, std::move(own));
    facts.known = known.has_value();
  }
  co_return choose_contact(*view->policy, facts).rule;
}

}  // namespace

Outcome plan_accepting(const View& view, const std::optional<std::string>& accepted_difference,
                       const std::function<Outcome(const PlanGround&)>& plan) {
  auto accepted = model::parse_amount(accepted_difference.value_or("0"));
  if (!accepted || accepted->zero()) return plan(ground_of(view));
  const model::Amount size = accepted->negative() ? -*accepted : *accepted;
  model::Policy policy = *view.policy;
  policy.rounding_tolerance = std::max(policy.rounding_tolerance, size);
  return plan({.policy = policy,
               .reference = *view.reference,
               .business = view.facts,
               .store_key = view.store_key});
}

PlanGround ground_of(const View& view) {
  return {.policy = *view.policy,
          .reference = *view.reference,
          .business = view.facts,
          .store_key = view.store_key};
}

// outlives: `notes` stands in the caller's frame, which awaits this.
Task<Result<ContactTaken>> contact_for(engine::Ctx ctx, ViewPtr view, Asked asked,
                                       model::LedgerContact buyer,
                                       std::vector<std::string>* notes) {
  auto own = own_contact(*view, asked, std::move(buyer));
  if (!own) co_return own.error();
  if (view->policy->b2c_consolidation.enabled) {
    auto rule = co_await rule_for(ctx, view, asked, *own);
    if (!rule) co_return rule.error();
    notes->push_back("contact_rule_" + std::string(word(*rule)));
    if (*rule == ContactRule::fallback) {
      own = shared_contact(*view, asked);
      if (!own) co_return own.error();
    }
  }
  own->ask_again = asked.again;
  const std::string guid = own->contact.source_guid;
  auto id = co_await ensure_contact(ctx, view, *std::move(own));
  if (!id) co_return id.error();
  co_return ContactTaken{.id = *std::move(id), .source_guid = guid};
}

}  // namespace byte8::sync
