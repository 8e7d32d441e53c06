#include "sandbox/sage/world.h"

#include <algorithm>

namespace byte8::sandbox::sage {
namespace {

template <typename T>
const T* with_id(const std::vector<T>& rows, std::string_view id) {
  const auto found = std::ranges::find(rows, id, &T::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

// The percentage of a day; of a day before all of them, the first.
Fine TaxRate::at(std::string_view day) const {
  Fine percentage = percentages.empty() ? Fine{} : percentages.front().percentage;
  for (const TaxPercentage& one : percentages) {
    if (day >= one.from && (one.to.empty() || day <= one.to)) percentage = one.percentage;
  }
  return percentage;
}

const TaxRate* Business::tax_rate(std::string_view wanted) const {
  return with_id(tax_rates, wanted);
}

const LedgerAccount* Business::ledger_account(std::string_view wanted) const {
  return with_id(ledger_accounts, wanted);
}

const BankAccount* Business::bank_account(std::string_view wanted) const {
  return with_id(bank_accounts, wanted);
}

User* World::user(std::string_view key) {
  const auto found = std::ranges::find(oauth.users, key, &User::key);
  return found == oauth.users.end() ? nullptr : &*found;
}

OauthClient* World::client(std::string_view wanted) {
  const auto found = std::ranges::find(oauth.clients, wanted, &OauthClient::id);
  return found == oauth.clients.end() ? nullptr : &*found;
}

}  // namespace byte8::sandbox::sage
