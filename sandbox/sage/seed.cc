#include "sandbox/sage/seed.h"

#include <fmt/format.h>

#include "sandbox/sage/contacts.h"
#include "sandbox/sage/fixed_ids.h"

namespace byte8::sandbox::sage {
namespace fixed {
namespace {

std::string numbered(std::string_view prefix, int business, int number) {
  return fmt::format("{}{}{:0>{}}", prefix, business, number, 31 - prefix.size());
}

}  // namespace

std::string account(int business, int nominal_code) {
  return numbered("a", business, nominal_code);
}
std::string bank(int business, int nominal_code) {
  return numbered("ba", business, nominal_code);
}
std::string price_type(int business, int index) {
  return numbered("ca", business, index);
}
std::string rate_type(int business) {
  return numbered("cb", business, 0);
}
std::string system_contact(int business) {
  return numbered("cc", business, 0);
}
std::string tax_rate_ca(int index) {
  return numbered("da", 4, index);
}

}  // namespace fixed

namespace {

Fine percent(int tenths) {
  return {std::int64_t{tenths} * 1'000'000'000};
}

TaxRate rate(std::string id, std::string name, std::string label, int tenths,
             std::string region = "") {
  return {std::move(id),
          std::move(name),
          std::move(label),
          std::move(region),
          {{percent(tenths), "2011-01-04", ""}},
          true};
}

void add_rates(Business& business) {
  if (business.country == "GB") {
    business.tax_rates = {rate("GB_STANDARD", "STANDARD", "Standard 20.00%", 200),
                          rate("GB_LOWER", "LOWER", "Lower Rate 5.00%", 50),
                          rate("GB_ZERO", "ZERO", "Zero Rated 0.00%", 0),
                          rate("GB_EXEMPT", "EXEMPT", "Exempt 0.00%", 0),
                          rate("GB_NO_TAX", "NO_TAX", "No VAT", 0)};
  } else if (business.country == "IE") {
    business.tax_rates = {rate("IE_STANDARD", "STANDARD", "Standard 23.00%", 230),
                          rate("IE_LOWER", "LOWER", "Reduced 13.50%", 135),
                          rate("IE_SECOND_LOWER", "SECOND_LOWER", "Second Reduced 9.00%", 90),
                          rate("IE_ZERO", "ZERO", "Zero Rated 0.00%", 0),
                          rate("IE_EXEMPT", "EXEMPT", "Exempt 0.00%", 0),
                          rate("IE_NO_TAX", "NO_TAX", "No VAT", 0)};
  } else {
    business.tax_rates = {rate(fixed::tax_rate_ca(0), "HST", "HST (ON) 13.00%", 130, "CA-ON"),
                          rate(fixed::tax_rate_ca(1), "GST", "GST 5.00%", 50),
                          rate(fixed::tax_rate_ca(2), "ZERO", "Zero Rated 0.00%", 0),
                          rate(fixed::tax_rate_ca(3), "EXEMPT", "Exempt 0.00%", 0),
                          rate(fixed::tax_rate_ca(4), "NO_TAX", "No Tax", 0)};
  }
}

struct ChartRow {
  int nominal;
  std::string_view name, group;
  bool sales, expenses, banking, control;
};

constexpr ChartRow chart[] = {
    {1000, "Stock", "CURRENT_ASSETS", false, true, false, false},
    {1100, "Trade debtors", "CURRENT_ASSETS", false, false, false, true},
    {1200, "Current", "BANK", false, false, true, false},
    {1230, "Cash in hand", "BANK", false, false, true, false},
    {2100, "Trade creditors", "CURRENT_LIABILITIES", false, false, false, true},
    {2200, "VAT on Sales", "CURRENT_LIABILITIES", false, false, false, true},
    {4000, "Sales - Products", "INCOME", true, false, false, false},
    {4010, "Sales - Services", "INCOME", true, false, false, false},
    {4020, "Sales - Export", "INCOME", true, false, false, false},
    {4030, "Sales - Online", "INCOME", true, false, false, false},
    {4400, "Carriage on Sales", "INCOME", true, false, false, false},
    {4900, "Other income", "OTHER_INCOME", true, false, false, false},
    {4910, "Rounding differences", "OTHER_INCOME", true, false, false, false},
    {5000, "Cost of sales - goods", "DIRECT_EXPENSES", false, true, false, false},
    {5010, "Cost of sales - delivery", "DIRECT_EXPENSES", false, true, false, false},
    {7500, "Office costs", "OVERHEADS", false, true, false, false},
    {8250, "Exchange rate gains and losses", "OVERHEADS", false, false, false, false}};

void add_accounts(Business& business) {
  const int number = business.number;
  const std::string standard = business.tax_rates.front().id;
  for (const ChartRow& row : chart) {
    LedgerAccount account;
    account.id = fixed::account(number, row.nominal);
    account.name = row.name;
    account.group = row.group;
    account.nominal = row.nominal;
    account.tax_rate_id = row.sales || row.expenses ? standard : "";
    account.sales = row.sales;
    account.expenses = row.expenses;
    account.banking = row.banking;
    account.control = row.control;
    business.ledger_accounts.push_back(std::move(account));
  }
  business.bank_accounts = {
      {fixed::bank(number, 1200), "Current", "CHECKING", business.currency, 1200, true},
      {fixed::bank(number, 1230), "Cash in hand", "CASH_IN_HAND", business.currency, 1230, true}};
  if (business.multi_currency) {
    business.bank_accounts.push_back(
        {fixed::bank(number, 1210), "Euro account", "CHECKING", "EUR", 1210, true});
  }
  business.price_types = {{fixed::price_type(number, 0), "Sales Price", true},
                          {fixed::price_type(number, 1), "Trade", true},
                          {fixed::price_type(number, 2), "Wholesale", true}};
  business.rate_types = {{fixed::rate_type(number), "Rate", true}};
}

Fine ten_places(std::int64_t units) {
  return {units};
}

void add_exchange_rates(Business& business) {
  if (business.currency == "GBP") {
    business.exchange_rates = {{"EUR", ten_places(8'580'744'809)},  // 1 ÷ 1.1654
                               {"USD", ten_places(7'852'633'567)},
                               {"CAD", ten_places(5'800'000'000)}};
  } else if (business.currency == "EUR") {
    business.exchange_rates = {{"GBP", ten_places(11'654'000'000)},
                               {"USD", ten_places(9'200'000'000)}};
  } else {
    business.exchange_rates = {{"USD", ten_places(13'600'000'000)},
                               {"GBP", ten_places(17'240'000'000)}};
  }
}

Business business(int number, std::string_view id, std::string name, std::string country,
                  std::string currency, std::string subscription) {
  Business made;
  made.number = number;
  made.id = id;
  made.name = std::move(name);
  made.country = std::move(country);
  made.currency = std::move(currency);
  made.subscription = std::move(subscription);
  made.multi_currency = made.plus() && number == 1;
  made.live_rates = made.multi_currency;
  made.accounts_start_date = "2020-01-01";
  add_rates(made);
  add_accounts(made);
  add_exchange_rates(made);
  add_system_contact(made, fixed::system_contact(number));
  return made;
}

User user(std::string key, std::string id, std::string first, std::string last,
          std::vector<std::string> businesses) {
  User made;
  made.key = std::move(key);
  made.id = std::move(id);
  made.first_name = std::move(first);
  made.last_name = std::move(last);
  made.initials = made.first_name.substr(0, 1) + made.last_name.substr(0, 1);
  made.email = made.key + "@example.com";
  made.locale = "en-GB";
  made.businesses = std::move(businesses);
  return made;
}

void add_users(OauthState& oauth) {
  const auto id = [](std::string_view text) { return std::string(text); };
  oauth.users = {
      user(id(fixed::owner), "0e000000-0000-4000-8000-000000000001", "Olivia", "Owner",
           {id(fixed::gb_plus), id(fixed::gb_start), id(fixed::ie_standard), id(fixed::ca_plus)}),
      user(id(fixed::partner), "0e000000-0000-4000-8000-000000000002", "Peter", "Partner",
           {id(fixed::gb_start), id(fixed::ca_plus)}),
      user(id(fixed::sales), "0e000000-0000-4000-8000-000000000003", "Sally", "Sales",
           {id(fixed::gb_plus)})};
  oauth.users.back().rights = {
      {"Sales", Right::full}, {"Contacts", Right::full}, {"Purchases", Right::none},
      {"Bank", Right::none},  {"Settings", Right::none}, {"Products & Services", Right::read_only}};
}

}  // namespace

World seeded_world(const Options& options) {
  World world;
  world.dice = Dice(options.seed);
  world.switches = options.switches;
  world.clock_factor = options.clock_factor < 1 ? 1 : options.clock_factor;
  for (const ClientOptions& client : options.clients) {
    world.oauth.clients.push_back({client.id, client.secret, client.redirect_uris});
  }
  add_users(world.oauth);
  for (Business& one : std::array<Business, 4>{
           business(1, fixed::gb_plus, "Harbour Goods Ltd", "GB", "GBP", "ACCOUNTING"),
           business(2, fixed::gb_start, "Small Start", "GB", "GBP", "START"),
           business(3, fixed::ie_standard, "Liffey Trading", "IE", "EUR", "ACCOUNTING_10"),
           business(4, fixed::ca_plus, "Maple Supplies Inc", "CA", "CAD", "ACCOUNTING")}) {
    world.businesses.emplace(one.id, std::move(one));
  }
  return world;
}

}  // namespace byte8::sandbox::sage
