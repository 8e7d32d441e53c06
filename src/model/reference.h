#pragma once
// The reference cache of one business as the translation reads it. Source: spec/sage.md §9.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/money.h"

namespace byte8::model {

struct DatedPercentage {
  Rate percentage;
  std::string from_date;               // "2011-01-04" or empty
  std::optional<std::string> to_date;  // inclusive
};

struct TaxRate {
  std::string id;
  std::string name;
  Rate percentage;
  std::vector<DatedPercentage> percentages;
  bool visible = true;
  bool combined = false;

  // The percentage in force on a day ("2026-05-17"); the plain one where no dated one fits.
  Rate percentage_on(std::string_view day) const;
};

struct LedgerAccount {
  std::string id;
  std::string name;
  bool visible_in_sales = false;
  bool visible_in_expenses = false;
};

struct BankAccount {
  std::string id;
  std::string name;
  std::string currency;
  std::string type;  // "CHECKING", "CASH_IN_HAND" …; empty where the provider does not say
};

struct Reference {
  std::vector<TaxRate> tax_rates;
  std::vector<LedgerAccount> ledger_accounts;
  std::vector<BankAccount> bank_accounts;
  std::vector<std::string> currencies;
  // Ids of the ledger's prices of articles, the standard one first.
  std::vector<std::string> price_types;
  std::vector<std::string> rate_types;

  // Null when the business has no such record (any more).
  const TaxRate* tax_rate(std::string_view id) const;
  const LedgerAccount* ledger_account(std::string_view id) const;
  const BankAccount* bank_account(std::string_view id) const;
};

// What is known of the Sage business itself.
struct BusinessFacts {
  std::string country;        // "GB" | "IE" | "CA"
  std::string base_currency;  // "GBP"
  bool multi_currency = false;
  std::optional<std::string> accounts_start_date;
  std::optional<std::string> year_end_lockdown_date;
};

}  // namespace byte8::model
