#include "sync/consolidation.h"

#include <algorithm>

#include "base/text.h"
#include "sync/contact_reference.h"

namespace byte8::sync {

namespace {

constexpr std::size_t reference_limit = 10;

}  // namespace

std::string_view word(ContactRule rule) {
  switch (rule) {
    case ContactRule::off:
      return "off";
    case ContactRule::company:
      return "company";
    case ContactRule::known_customer:
      return "known_customer";
    case ContactRule::minimum_total:
      return "minimum_total";
    case ContactRule::fallback:
      return "fallback";
  }
  return "";
}

ContactChoice choose_contact(const model::Policy& policy, const ContactFacts& facts) {
  const model::Consolidation& settings = policy.b2c_consolidation;
  const model::Amount minimum = settings.min_total_for_individual;
  if (!settings.enabled) return {ContactRule::off};
  if (facts.company && settings.always_individual_for_b2b) return {ContactRule::company};
  if (facts.known) return {ContactRule::known_customer};
  if (!minimum.zero() && facts.base_total >= minimum) return {ContactRule::minimum_total};
  return {ContactRule::fallback};
}

bool names_company(const model::Customer& customer) {
  return customer.company && !text::trim(*customer.company).empty();
}

Result<model::Amount> base_total(model::Amount total, std::string_view currency,
                                 std::string_view base_currency,
                                 const std::optional<model::Rate>& base_to_order_rate) {
  const int digits = std::min(model::minor_digits(base_currency), 2);
  if (currency == base_currency) return model::round_to(total, digits);
  if (!base_to_order_rate || base_to_order_rate->units <= 0) {
    return Error::coded(Fault::needs_review, "exchange_rate_missing",
                        "the document is in " + std::string(currency) + " and names no rate to " +
                            std::string(base_currency));
  }
  return model::divide(total, *base_to_order_rate, digits);
}

std::optional<std::string> fallback_reference(const model::Policy& policy,
                                              std::string_view currency,
                                              std::string_view base_currency, std::size_t n) {
  std::string reference = policy.b2c_consolidation.fallback_contact_reference;
  if (currency != base_currency) {
    const auto letter = currency_letter(currency);
    if (!letter) return std::nullopt;
    reference += *letter;
  }
  if (n > 0) reference += "-" + std::to_string(n + 1);
  if (reference.empty() || text::code_points(reference) > reference_limit) return std::nullopt;
  return reference;
}

Result<model::LedgerContact> fallback_contact(const model::Policy& policy,
                                              std::string_view currency,
                                              std::string_view base_currency,
                                              std::string_view store_key) {
  const model::Consolidation& settings = policy.b2c_consolidation;
  const bool foreign = currency != base_currency;
  const std::string code(currency);
  if (foreign && !currency_letter(currency)) {
    return Error::coded(Fault::needs_review, "currency_not_listed",
                        "contacts in " + code + " have no reference of their own");
  }
  const auto reference = fallback_reference(policy, currency, base_currency, 0);
  if (!reference) {
    return Error::coded(Fault::needs_review, "contact_reference_too_long",
                        "the reference of the shared contact and its currency letter need more "
                        "than ten characters");
  }
  model::LedgerContact contact;
  contact.reference = *reference;
  contact.source_guid =
      key_prefix(store_key) + ":fallback:" + settings.fallback_contact_reference + ":" + code;
  contact.name = settings.fallback_contact_name + (foreign ? " (" + code + ")" : "");
  contact.currency = code;
  contact.email = settings.fallback_contact_email.value_or("");
  return contact;
}

}  // namespace byte8::sync
