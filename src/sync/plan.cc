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
  auto created = parse_utc(input.invoice.created_at);
  if (!created) return hold("date_unreadable", "the store's document has no readable date");
  auto day = calendar_day(*created, input.policy.time_zone);
  if (!day) return hold_for(day.error());
  plan.invoice.date = *day;
  const auto& start = input.business.accounts_start_date;
  const auto& lockdown = input.business.year_end_lockdown_date;
  if (start && *day < *start) {
    return hold("closed_period", "the document of " + *day +
                                     " is older than the books, which start " + "on " + *start);
  }
  if (lockdown && *day <= *lockdown) {
    return hold("closed_period",
                "the document of " + *day + " falls into the year closed on " + *lockdown);
  }
  return std::nullopt;
}

// Prefix and number; a number that already begins with the prefix is left as it is.
std::optional<Hold> plan_reference(const PlanInput& input, Plan& plan) {
  const std::string prefix = input.policy.invoice_number_prefix.value_or("");
  const std::string& number = input.invoice.increment_id;
  plan.invoice.reference = number.starts_with(prefix) ? number : prefix + number;
  if (text::code_points(plan.invoice.reference) <= reference_limit) return std::nullopt;
  return hold("reference_too_long",
              "prefix and number of the document exceed 25 characters: " + plan.invoice.reference);
}

// A rate of 1 in a foreign document means that the store's base currency is the document's, not the
// business's: then the rate to the business's currency is unknown.
std::optional<Hold> plan_currency(const PlanInput& input, Plan& plan) {
  const std::string& currency = input.invoice.currency;
  plan.invoice.currency = currency;
  if (currency == input.business.base_currency) return std::nullopt;
  if (!input.business.multi_currency) {
    return hold("multi_currency_disabled", "the document is in " + currency +
                                               ", and foreign currencies are not switched on in " +
                                               "the ledger; this needs its largest edition");
  }
  const auto& rate = input.invoice.base_to_order_rate;
  if (!rate || rate->units <= 0 || rate->units == model::Rate::one) {
    return hold(
        "exchange_rate_missing",
        "the document is in " + currency + " and names no rate to " + input.business.base_currency);
  }
  auto inverse = model::inverse(*rate);
  if (!inverse || inverse->units <= 0) {
    return hold("exchange_rate_missing", "the rate of the document cannot be used");
  }
  plan.invoice.exchange_rate = *inverse;
  return std::nullopt;
}

// What a person and a later look-up need: the proof first, so that nothing can push it out.
std::string notes_of(const PlanInput& input) {
  const model::Invoice& invoice = input.invoice;
  std::string notes = document_key(input.store_key, "invoice", invoice.magento_id);
  notes += "\nMagento invoice " + clean_text(invoice.increment_id, number_limit).text;
  notes += ", order " + clean_text(invoice.order_increment_id, number_limit).text;
  if (invoice.po_number) {
    const std::string number = clean_text(*invoice.po_number, po_number_limit).text;
    if (!number.empty()) notes += "\nPurchase order " + number;
  }
  return notes;
}

void plan_addresses(const PlanInput& input, const model::Address* billing, Plan& plan) {
  if (billing != nullptr) plan.invoice.main_address = ledger_address(*billing, plan.notes);
  // Always stated: the ledger would copy the main address by itself, silently.
  plan.invoice.delivery_address = input.invoice.shipping_address
                                      ? ledger_address(*input.invoice.shipping_address, plan.notes)
                                      : plan.invoice.main_address;
}

std::optional<Hold> refuse_tax_abroad(const model::Invoice& invoice, const TaxTable& rates) {
  if (!rates.abroad() || invoice.tax_amount.zero() || !rates.percentages().empty()) {
    return std::nullopt;
  }
  return hold(
      "tax_charged_abroad",
      "the store charged " + money_text(invoice.tax_amount, invoice.currency) +
          " tax to a customer in " + rates.country() +
          ". The ledger wants the zero rate there, and dropping the tax would lose it: map a " +
          "rate for this country in the tax rules, or book the document by hand");
}

Outcome plan_wanted(const PlanInput& input) {
  Plan plan;
  if (auto stop = plan_date(input, plan)) return *stop;
  if (auto stop = plan_reference(input, plan)) return *stop;
  if (auto stop = plan_currency(input, plan)) return *stop;
  auto contact = plan_contact(input, plan.notes);
  if (!contact) return hold_for(contact.error());
  plan.contact = *std::move(contact);
  plan.invoice.notes = notes_of(input);
  const model::Address* billing = billing_address(input.invoice);
  plan_addresses(input, billing, plan);
  const std::string country = billing == nullptr ? "" : tax_country(*billing);
  if (country.empty()) add_note(plan.notes, "billing_country_missing");
  const TaxTable rates(input.policy, input.reference, input.business, country, plan.invoice.date);
  if (auto stop = refuse_tax_abroad(input.invoice, rates)) return *stop;
  PartsOrHold parts = plan_parts(input.invoice, rates, input.policy.rounding_tolerance);
  if (const auto* stop = std::get_if<Hold>(&parts)) return *stop;
  const Parts& found = std::get<Parts>(parts);
  for (const std::string& note : found.notes) add_note(plan.notes, note);
  if (auto stop = plan_lines(input, found, rates, plan)) {
    return std::visit([](auto&& reason) -> Outcome { return reason; }, *stop);
  }
  return plan;
}

}  // namespace

Outcome plan_invoice(const PlanInput& input) {
  auto reason = skip_reason(input.invoice, input.policy);
  if (!reason) return hold("date_unreadable", "the store's document has no readable date");
  if (*reason) return Skip{.reason = std::string(**reason)};
  if (auto missing = missing_setting(input.policy)) return *missing;
  if (input.policy.b2c_consolidation.enabled) {
    return hold("not_yet_supported", "consolidated contacts are not carried by this version");
  }
  return plan_wanted(input);
}

}  // namespace byte8::sync
