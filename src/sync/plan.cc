#include "sync/plan.h"

#include "base/clock.h"
#include "base/text.h"
#include "sync/clean_text.h"
#include "sync/contact_reference.h"
#include "sync/filters.h"
#include "sync/plan_contact.h"
#include "sync/plan_lines.h"
#include "sync/plan_parts.h"
#include "sync/tax_table.h"

namespace byte8::sync {

namespace {

constexpr std::size_t reference_limit = 25;
constexpr std::size_t po_number_limit = 100;
constexpr std::size_t reason_limit = 500;
constexpr std::size_t number_limit = 60;

Hold hold_for(const Error& error) {
  return Hold{.code = error.code.empty() ? std::string(word(error.fault)) : error.code,
              .message = error.message,
              .sums = std::nullopt};
}

Hold hold(std::string code, std::string message) {
  return Hold{.code = std::move(code), .message = std::move(message), .sums = std::nullopt};
}

std::optional<Incomplete> missing_setting(const model::Policy& policy) {
  if (!policy.default_tax_rate_id) return Incomplete{.field = "default_tax_rate_id"};
  if (!policy.default_ledger_account_id) return Incomplete{.field = "default_ledger_account_id"};
  return std::nullopt;
}

// The document's day in the merchant's time zone, which must be in an open period.
std::optional<Hold> plan_date(const PlanInput& input, Plan& plan) {
  auto created = parse_utc(input.document.created_at);
  if (!created) return hold("date_unreadable", "the store's document has no readable date");
  auto day = calendar_day(*created, input.policy.time_zone);
  if (!day) return hold_for(day.error());
  plan.document.date = *day;
  return closed_period(*day, input.business);
}

// Prefix and number; a number that already begins with the prefix is left as it is.
std::optional<Hold> plan_reference(const PlanInput& input, Plan& plan) {
  plan.document.reference = document_reference(input.policy, input.document.increment_id);
  if (text::code_points(plan.document.reference) <= reference_limit) return std::nullopt;
  return hold("reference_too_long",
              "prefix and number of the document exceed 25 characters: " + plan.document.reference);
}

std::optional<Hold> plan_currency(const PlanInput& input, Plan& plan) {
  plan.document.currency = input.document.currency;
  auto rate =
      exchange_rate(input.document.currency, input.document.base_to_order_rate, input.business);
  if (!rate) return hold_for(rate.error());
  plan.document.exchange_rate = *rate;
  return std::nullopt;
}

// What a person and a later look-up need: the proof first, so that nothing can push it out.
std::string invoice_notes(const PlanInput& input) {
  const model::Document& invoice = input.document;
  std::string notes = document_key(input.store_key, "invoice", invoice.magento_id);
  notes += "\nMagento invoice " + clean_text(invoice.increment_id, number_limit).text;
  notes += ", order " + clean_text(invoice.order_increment_id, number_limit).text;
  if (invoice.po_number) {
    const std::string number = clean_text(*invoice.po_number, po_number_limit).text;
    if (!number.empty()) notes += "\nPurchase order " + number;
  }
  return notes;
}

std::string memo_notes(const PlanInput& input, const model::CreditMemo& memo) {
  std::string notes = document_key(input.store_key, "creditmemo", memo.magento_id);
  notes += "\nMagento credit memo " + clean_text(memo.increment_id, number_limit).text;
  const std::string invoice = clean_text(memo.invoice_increment_id, number_limit).text;
  if (!invoice.empty()) notes += " of invoice " + invoice;
  const std::string order = clean_text(memo.order_increment_id, number_limit).text;
  if (!order.empty()) notes += ", order " + order;
  const std::string reason = clean_text(memo.reason, reason_limit).text;
  if (!reason.empty()) notes += "\nReason: " + reason;
  return notes;
}

void plan_addresses(const PlanInput& input, const model::Address* billing, Plan& plan) {
  if (billing != nullptr) plan.document.main_address = ledger_address(*billing, plan.notes);
  // Always stated: the ledger would copy the main address by itself, silently.
  const auto& shipping = input.addressed().shipping_address;
  plan.document.delivery_address =
      shipping ? ledger_address(*shipping, plan.notes) : plan.document.main_address;
}

std::optional<Hold> refuse_tax_abroad(const model::Document& document, const TaxTable& rates) {
  if (!rates.abroad() || document.tax_amount.zero() || !rates.percentages().empty()) {
    return std::nullopt;
  }
  return hold(
      "tax_charged_abroad",
      "the store charged " + money_text(document.tax_amount, document.currency) +
          " tax to a customer in " + rates.country() +
          ". The ledger wants the zero rate there, and dropping the tax would lose it: map a " +
          "rate for this country in the tax rules, or book the document by hand");
}

Outcome plan_wanted(const PlanInput& input, Plan plan) {
  if (auto stop = plan_date(input, plan)) return *stop;
  if (auto stop = plan_reference(input, plan)) return *stop;
  if (auto stop = plan_currency(input, plan)) return *stop;
  const model::Address* billing = billing_address(input.addressed());
  auto contact = plan_contact({.customer = input.document.customer,
                               .currency = input.document.currency,
                               .billing = billing,
                               .policy = input.policy,
                               .business = input.business,
                               .store_key = input.store_key},
                              plan.notes);
  if (!contact) return hold_for(contact.error());
  plan.contact = *std::move(contact);
  plan_addresses(input, billing, plan);
  const std::string country = billing == nullptr ? "" : tax_country(*billing);
  if (country.empty()) add_note(plan.notes, "billing_country_missing");
  plan.country = country;
  const TaxTable rates(input.policy, input.reference, input.business, country, plan.document.date);
  if (auto stop = refuse_tax_abroad(input.document, rates)) return *stop;
  PartsOrHold parts = plan_parts(input.document, rates, input.policy.rounding_tolerance);
  if (const auto* stop = std::get_if<Hold>(&parts)) return *stop;
  const Parts& found = std::get<Parts>(parts);
  for (const std::string& note : found.notes) add_note(plan.notes, note);
  if (auto stop = plan_lines(input, found, rates, plan)) {
    return std::visit([](auto&& reason) -> Outcome { return reason; }, *stop);
  }
  return plan;
}

// What the policy says before anything is translated; nothing: go on.
template <typename Document>
std::optional<Outcome> stopped(const Document& document, const model::Policy& policy) {
  // Without a zone nobody knows the day of a document.
  if (policy.time_zone.empty()) return Incomplete{.field = "time_zone"};
  auto reason = skip_reason(document, policy);
  if (!reason) return hold("date_unreadable", "the store's document has no readable date");
  if (*reason) return Skip{.reason = std::string(**reason)};
  if (auto missing = missing_setting(policy)) return *missing;
  return std::nullopt;
}

}  // namespace

std::optional<Hold> closed_period(const std::string& day, const model::BusinessFacts& business) {
  const auto& start = business.accounts_start_date;
  const auto& lockdown = business.year_end_lockdown_date;
  if (start && day < *start) {
    return hold("closed_period",
                "the document of " + day + " is older than the books, which start on " + *start);
  }
  if (lockdown && day <= *lockdown) {
    return hold("closed_period",
                "the document of " + day + " falls into the year closed on " + *lockdown);
  }
  return std::nullopt;
}

std::string document_reference(const model::Policy& policy, const std::string& number) {
  const std::string prefix = policy.invoice_number_prefix.value_or("");
  return number.starts_with(prefix) ? number : prefix + number;
}

Result<std::optional<model::Rate>> exchange_rate(const std::string& currency,
                                                 const std::optional<model::Rate>& rate,
                                                 const model::BusinessFacts& business) {
  if (currency == business.base_currency) return std::optional<model::Rate>();
  if (!business.multi_currency) {
    return Error::coded(Fault::needs_review, "multi_currency_disabled",
                        "the document is in " + currency +
                            ", and foreign currencies are not switched on in the ledger; this "
                            "needs its largest edition");
  }
  // A rate of 1 means that the store's base currency is the document's, not the business's: then
  // the rate to the business's currency is unknown.
  if (!rate || rate->units <= 0 || rate->units == model::Rate::one) {
    return Error::coded(
        Fault::needs_review, "exchange_rate_missing",
        "the document is in " + currency + " and names no rate to " + business.base_currency);
  }
  auto inverse = model::inverse(*rate);
  if (!inverse || inverse->units <= 0) {
    return Error::coded(Fault::needs_review, "exchange_rate_missing",
                        "the rate of the document cannot be used");
  }
  return std::optional(*inverse);
}

Outcome plan_invoice(const model::Invoice& invoice, const PlanGround& ground) {
  if (auto stop = stopped(invoice, ground.policy)) return *stop;
  const PlanInput input{.ground = ground, .document = invoice};
  Plan plan;
  plan.document.notes = invoice_notes(input);
  return plan_wanted(input, std::move(plan));
}

Outcome plan_credit_note(const model::CreditMemo& memo, const model::Invoice* origin,
                         const PlanGround& ground) {
  if (auto stop = stopped(memo, ground.policy)) return *stop;
  const PlanInput input{.ground = ground, .document = memo, .origin = origin};
  Plan plan;
  plan.document.kind = "sales_credit_note";
  plan.document.notes = memo_notes(input, memo);
  if (auto made = parse_utc(memo.invoice_created_at)) {
    auto day = calendar_day(*made, ground.policy.time_zone);
    if (day) plan.document.original_invoice_date = *day;
  }
  return plan_wanted(input, std::move(plan));
}

}  // namespace byte8::sync
