#include "sandbox/sage/business_pages.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"

namespace byte8::sandbox::sage {
namespace {

json::Value null_or(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value whole_business(const Business& business) {
  json::Value shown = reference("businesses", business.id, business.name);
  shown.set("name", business.name);
  shown.set("address_line_1", "1 High Street");
  shown.set("city", "Sampleton");
  shown.set("postal_code", business.country == "GB" ? "AB1 2CD" : "A65 F4E2");
  shown.set("country", country_ref(business.country));
  shown.set("telephone", nullptr);
  shown.set("website", nullptr);
  shown.set("is_demo", false);
  shown.set("ni_based", false);
  json::Array subscriptions;
  // A sample may hold more than one; the first here is an old one that has ended.
  if (business.subscription != "START") {
    subscriptions.push_back(json::object({{"id", "ACCOUNTS"},
                                          {"displayed_as", "Accounts"},
                                          {"active", false},
                                          {"status", "CANCELLED"}}));
  }
  subscriptions.push_back(json::object({{"id", business.subscription},
                                        {"displayed_as", business.subscription},
                                        {"active", business.active},
                                        {"status", business.active ? "ACTIVE" : "EXPIRED"}}));
  shown.set("subscriptions", std::move(subscriptions));
  return shown;
}

json::Value financial_settings(const Business& business) {
  return json::object({{"$path", "/financial_settings"},
                       {"year_end_date", "2026-12-31"},
                       {"year_end_lockdown_date", null_or(business.lockdown_date)},
                       {"accounting_type", "ACCRUAL"},
                       {"accounts_start_date", business.accounts_start_date},
                       {"base_currency", currency_ref(business.currency)},
                       {"multi_currency_enabled", business.multi_currency},
                       {"use_live_exchange_rates", business.live_rates},
                       {"tax_scheme", reference("tax_schemes", "STANDARD", "Standard")},
                       {"tax_number", nullptr},
                       {"postponed_accounting", false},
                       {"destination_vat", false}});
}

json::Value invoice_settings(const Business& business) {
  return json::object({{"$path", "/invoice_settings"},
                       {"next_invoice_number", business.next_number[0]},
                       {"next_credit_note_number", business.next_number[1]},
                       {"separate_invoice_credit_note_numbering", true},
                       {"sales_invoice_number_prefix", business.invoice_prefix},
                       {"sales_credit_note_number_prefix", business.credit_note_prefix},
                       {"next_quote_number", business.next_number[2]},
                       {"quote_number_prefix", business.quote_prefix},
                       {"estimate_number_prefix", business.estimate_prefix},
                       {"customer_credit_days", business.credit_days},
                       {"vendor_credit_days", business.credit_days},
                       {"customer_credit_terms", "date_from_invoice"}});
}

json::Value default_account(const Business& business, int nominal) {
  const auto found = std::ranges::find(business.ledger_accounts, nominal, &LedgerAccount::nominal);
  return found == business.ledger_accounts.end() ? json::Value()
                                                 : ledger_account_ref(business, found->id);
}

json::Value business_settings(const Business& business) {
  json::Value accounts = json::object({});
  for (const auto& [name, nominal] :
       {std::pair<const char*, int>{"exchange_rate_gains_ledger_account", 8250},
        {"exchange_rate_losses_ledger_account", 8250},
        {"sales_ledger_account", 4000},
        {"product_sales_ledger_account", 4000},
        {"service_sales_ledger_account", 4010},
        {"product_purchase_ledger_account", 5000},
        {"stock_purchase_ledger_account", 1000},
        {"carriage_ledger_account", 4400}}) {
    accounts.set(name, default_account(business, nominal));
  }
  return json::object({{"$path", "/business_settings"},
                       {"country_of_registration", country_ref(business.country)},
                       {"default_ledger_accounts", std::move(accounts)},
                       {"wizard_complete", true}});
}

}  // namespace

Reply read_user(const User& user) {
  return Reply::ok(json::object({{"id", user.id},
                                 {"displayed_as", user.first_name + " " + user.last_name},
                                 {"first_name", user.first_name},
                                 {"last_name", user.last_name},
                                 {"initials", user.initials},
                                 {"email", user.email},
                                 {"locale", user.locale}}));
}

Reply list_businesses(World& world, const User& user, const Query& query) {
  const bool active_only = find(query, "active_only") == "true";
  const std::string name = text::lower_ascii(find(query, "name"));
  json::Array items;
  for (const std::string& id : user.businesses) {
    const auto found = world.businesses.find(id);
    if (found == world.businesses.end() || (active_only && !found->second.active)) continue;
    if (!name.empty() && text::lower_ascii(found->second.name).find(name) == std::string::npos)
      continue;
    items.push_back(list_item(whole_business(found->second), query));
  }
  // The member is spelled differently here than in every other list.
  return Reply::ok(json::object({{"$total", static_cast<std::int64_t>(items.size())},
                                 {"$page", 1},
                                 {"$next", nullptr},
                                 {"$back", nullptr},
                                 {"$items_per_page", 2'147'483'647},
                                 {"$items", std::move(items)}}));
}

Reply read_business(World& world, const User& user, std::string_view id) {
  if (id == "lead" && !user.businesses.empty()) id = user.businesses.front();
  const bool his = std::ranges::find(user.businesses, id) != user.businesses.end();
  const auto found = world.businesses.find(id);
  return his && found != world.businesses.end() ? Reply::ok(whole_business(found->second))
                                                : not_found();
}

bool is_settings(std::string_view resource) {
  return resource == "financial_settings" || resource == "invoice_settings" ||
         resource == "business_settings";
}

Reply read_settings(const Call& call, std::string_view resource) {
  if (resource == "financial_settings") return Reply::ok(financial_settings(call.business));
  if (resource == "invoice_settings") return Reply::ok(invoice_settings(call.business));
  return Reply::ok(business_settings(call.business));
}

}  // namespace byte8::sandbox::sage
