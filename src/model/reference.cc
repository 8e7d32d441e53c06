#include "model/reference.h"

#include <algorithm>

namespace byte8::model {

Rate TaxRate::percentage_on(std::string_view day) const {
  for (const DatedPercentage& dated : percentages) {
    const bool started = dated.from_date.empty() || std::string_view(dated.from_date) <= day;
    const bool running = !dated.to_date || day <= std::string_view(*dated.to_date);
    if (started && running) return dated.percentage;
  }
  return percentage;
}

const TaxRate* Reference::tax_rate(std::string_view id) const {
  const auto found = std::ranges::find(tax_rates, id, &TaxRate::id);
  return found == tax_rates.end() ? nullptr : &*found;
}

const LedgerAccount* Reference::ledger_account(std::string_view id) const {
  const auto found = std::ranges::find(ledger_accounts, id, &LedgerAccount::id);
  return found == ledger_accounts.end() ? nullptr : &*found;
}

const BankAccount* Reference::bank_account(std::string_view id) const {
  const auto found = std::ranges::find(bank_accounts, id, &BankAccount::id);
  return found == bank_accounts.end() ? nullptr : &*found;
}

}  // namespace byte8::model
