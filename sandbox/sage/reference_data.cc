#include "sandbox/sage/reference_data.h"

#include <algorithm>
#include <array>

#include "sandbox/sage/lists.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<std::string_view, 26> eu_members = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR",
    "HU", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};

const Named* find_named(const std::vector<Named>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, &Named::id);
  return found == all.end() ? nullptr : &*found;
}

std::string label(const std::vector<Named>& all, std::string_view id) {
  const Named* found = find_named(all, id);
  return found ? found->name + " (" + found->id + ")" : std::string(id);
}

}  // namespace

const std::vector<Named>& currencies() {
  static const std::vector<Named> all = {
      {"GBP", "Pound Sterling"},     {"EUR", "Euro"},
      {"USD", "US Dollar"},          {"CAD", "Canadian Dollar"},
      {"AUD", "Australian Dollar"},  {"NZD", "New Zealand Dollar"},
      {"CHF", "Swiss Franc"},        {"JPY", "Japanese Yen"},
      {"SEK", "Swedish Krona"},      {"NOK", "Norwegian Krone"},
      {"DKK", "Danish Krone"},       {"PLN", "Polish Zloty"},
      {"CZK", "Czech Koruna"},       {"HUF", "Hungarian Forint"},
      {"ZAR", "South African Rand"}, {"SGD", "Singapore Dollar"},
      {"HKD", "Hong Kong Dollar"},   {"INR", "Indian Rupee"},
      {"AED", "UAE Dirham"},         {"CNY", "Chinese Yuan"}};
  return all;
}

const std::vector<Named>& payment_methods() {
  static const std::vector<Named> all = {{"CASH", "Cash"},
                                         {"CHEQUE", "Cheque"},
                                         {"CREDIT_DEBIT", "Credit/Debit"},
                                         {"ELECTRONIC", "Electronic"}};
  return all;
}

bool known_country(std::string_view id) {
  return find_named(countries(), id);
}
bool known_currency(std::string_view id) {
  return find_named(currencies(), id);
}

std::string country_group(std::string_view country) {
  if (country == "GB" || country == "IE") return "GBIE";
  if (country == "US" || country == "CA") return std::string(country);
  return std::ranges::find(eu_members, country) == eu_members.end() ? "ALL" : "EU";
}

std::string currency_label(std::string_view id) {
  return label(currencies(), id);
}
std::string country_label(std::string_view id) {
  return label(countries(), id);
}

std::string method_label(std::string_view id) {
  const Named* found = find_named(payment_methods(), id);
  return found ? found->name : std::string(id);
}

json::Value tax_rate_ref(const Business& business, std::string_view id) {
  const TaxRate* rate = business.tax_rate(id);
  return reference_or_null("tax_rates", id, rate ? std::string_view(rate->label) : id);
}

json::Value ledger_account_ref(const Business& business, std::string_view id) {
  const LedgerAccount* account = business.ledger_account(id);
  const std::string shown =
      account ? account->name + " (" + std::to_string(account->nominal) + ")" : std::string(id);
  return reference_or_null("ledger_accounts", id, shown);
}

json::Value bank_account_ref(const Business& business, std::string_view id) {
  const BankAccount* account = business.bank_account(id);
  const std::string shown =
      account ? account->name + " (" + std::to_string(account->nominal) + ")" : std::string(id);
  return reference_or_null("bank_accounts", id, shown);
}

json::Value country_ref(std::string_view id) {
  return reference_or_null("countries", id, country_label(id));
}

json::Value currency_ref(std::string_view id) {
  return reference_or_null("currencies", id, currency_label(id));
}

}  // namespace byte8::sandbox::sage
