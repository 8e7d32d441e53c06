#pragma once
// Whose contact a document goes to: the buyer's own, or one contact that all small private sales
// share, one per currency. Pure: the flow says what it knows of the buyer. Claims F099 to F101.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/canonical.h"
#include "model/ledger.h"
#include "model/policy.h"

namespace byte8::sync {

// The rule that decided, in the order they are asked.
enum class ContactRule : std::uint8_t {
  off,             // consolidation is not switched on
  company,         // a company buys, and companies have contacts of their own
  known_customer,  // there is a contact of this buyer, in this business and currency
  minimum_total,   // the document is large enough
  fallback,
};
std::string_view word(ContactRule rule);

struct ContactFacts {
  bool company = false;      // names_company()
  bool known = false;        // a mapped contact in this business and currency, by id or e-mail
  model::Amount base_total;  // the document's, in the business's currency
};

struct ContactChoice {
  ContactRule rule = ContactRule::off;
  bool individual() const { return rule != ContactRule::fallback; }
};

// The first rule that holds. A minimum of 0 is no minimum. Credit notes are not asked: they follow
// their invoice.
ContactChoice choose_contact(const model::Policy& policy, const ContactFacts& facts);

bool names_company(const model::Customer& customer);

// A document's total in the business's currency, rounded to its minor unit. Error
// `exchange_rate_missing` for a foreign document without a rate (order = base × rate).
Result<model::Amount> base_total(model::Amount total, std::string_view currency,
                                 std::string_view base_currency,
                                 const std::optional<model::Rate>& base_to_order_rate);

// The n-th reference of the shared contact: "WEBSALES", abroad "WEBSALESE", then "WEBSALES-2".
// Nothing when ten characters do not hold it, or the currency has no letter.
std::optional<std::string> fallback_reference(const model::Policy& policy,
                                              std::string_view currency,
                                              std::string_view base_currency, std::size_t n);

// The shared contact of a currency, without an address or anything of a buyer. Another reference
// in the settings is another contact; another name or e-mail is not. Error
// `contact_reference_too_long` or `currency_not_listed`.
Result<model::LedgerContact> fallback_contact(const model::Policy& policy,
                                              std::string_view currency,
                                              std::string_view base_currency,
                                              std::string_view store_key);

}  // namespace byte8::sync
