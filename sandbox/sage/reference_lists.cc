// The lists and single reads of reference data: fixed words, and each business's rates, accounts
// and types.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"

namespace byte8::sandbox::sage {
namespace {

using Rows = std::vector<json::Value>;

Rows named_rows(std::string_view resource, const std::vector<Named>& all, bool with_code) {
  Rows rows;
  for (const Named& one : all) {
    json::Value row =
        reference(resource, one.id, with_code ? one.name + " (" + one.id + ")" : one.name);
    if (with_code) row.set("code", one.id);
    row.set("name", one.name);
    rows.push_back(std::move(row));
  }
  return rows;
}

const std::vector<Named>& fixed_words(std::string_view resource) {
  static const TextMap<std::vector<Named>> words = {
      {"country_groups",
       {{"ALL", "All"},
        {"CA", "Canada"},
        {"EU", "European Union"},
        {"GBIE", "UK and Ireland"},
        {"US", "United States"}}},
      {"address_regions",
       {{"CA-AB", "Alberta"},
        {"CA-BC", "British Columbia"},
        {"CA-MB", "Manitoba"},
        {"CA-NB", "New Brunswick"},
        {"CA-NL", "Newfoundland and Labrador"},
        {"CA-NS", "Nova Scotia"},
        {"CA-ON", "Ontario"},
        {"CA-PE", "Prince Edward Island"},
        {"CA-QC", "Quebec"},
        {"CA-SK", "Saskatchewan"}}},
      {"artefact_statuses",
       {{"DRAFT", "Draft"},
        {"PRO_FORMA", "Pro Forma"},
        {"UNPAID", "Unpaid"},
        {"PART_PAID", "Part Paid"},
        {"PAID", "Paid"},
        {"VOID", "Void"},
        {"DISPUTED", "Disputed"},
        {"DECLINED", "Declined"}}},
      {"transaction_types",
       {{"SALES_INVOICE", "Sales Invoice"},
        {"SALES_CREDIT_NOTE", "Sales Credit Note"},
        {"CUSTOMER_RECEIPT", "Customer Receipt"},
        {"CUSTOMER_REFUND", "Customer Refund"},
        {"CUSTOMER_ALLOCATION", "Customer Allocation"},
        {"VENDOR_PAYMENT", "Vendor Payment"},
        {"VENDOR_REFUND", "Vendor Refund"},
        {"VENDOR_ALLOCATION", "Vendor Allocation"}}},
      {"eu_goods_services_types", {{"GOODS", "Goods"}, {"SERVICES", "Services"}}},
      {"contact_types", {{"CUSTOMER", "Customer"}, {"VENDOR", "Vendor"}}},
      {"address_types", {{"ACCOUNTS", "Accounts"}, {"DELIVERY", "Delivery"}, {"SALES", "Sales"}}},
      {"contact_person_types", {{"ACCOUNTS", "Accounts"}, {"SALES", "Sales"}}},
      {"bank_account_types",
       {{"CHECKING", "Current"},
        {"SAVINGS", "Savings"},
        {"CREDIT_CARD", "Credit Card"},
        {"CASH_IN_HAND", "Cash in Hand"},
        {"LOAN", "Loan"},
        {"OTHER", "Other"}}},
      {"catalog_item_types",
       {{"PRODUCT", "Product"}, {"SERVICE", "Service"}, {"STOCK_ITEM", "Stock Item"}}}};
  static const std::vector<Named> none;
  const auto found = words.find(resource);
  return found == words.end() ? none : found->second;
}

json::Value tax_rate_row(const TaxRate& rate, std::string_view day) {
  json::Array percentages;
  for (const TaxPercentage& one : rate.percentages) {
    percentages.push_back(
        json::object({{"percentage", show(one.percentage)},
                      {"from_date", one.from},
                      {"to_date", one.to.empty() ? json::Value() : json::Value(one.to)}}));
  }
  json::Value row = reference("tax_rates", rate.id, rate.label);
  row.set("name", rate.name);
  row.set("agency", nullptr);
  row.set("percentage", show(rate.at(day)));
  row.set("percentages", std::move(percentages));
  row.set("is_visible", rate.visible);
  row.set("retailer", false);
  row.set("editable", false);
  row.set("deletable", false);
  row.set("is_combined_rate", false);
  row.set("component_tax_rates", json::Array());
  return row;
}

Rows tax_rate_rows(const Call& call) {
  const std::string_view asked = find(call.query, "date");
  const std::string day = is_day(asked) ? std::string(asked) : day_of(call.now);
  const std::string_view region = find(call.query, "address_region_id");
  Rows rows;
  for (const TaxRate& rate : call.business.tax_rates) {
    if (!region.empty() && !rate.region.empty() && rate.region != region) continue;
    rows.push_back(tax_rate_row(rate, day));
  }
  return rows;
}

json::Value ledger_row(const Business& business, const LedgerAccount& account) {
  json::Value row = ledger_account_ref(business, account.id);
  row.set("name", account.name);
  row.set("display_name", account.name);
  row.set("nominal_code", account.nominal);
  row.set("ledger_account_group",
          json::object({{"id", account.group}, {"displayed_as", account.group}}));
  row.set("tax_rate", tax_rate_ref(business, account.tax_rate_id));
  row.set("fixed_tax_rate", false);
  row.set("visible_in_banking", account.banking);
  row.set("visible_in_expenses", account.expenses);
  row.set("visible_in_journals", true);
  row.set("visible_in_other_payments", account.expenses);
  row.set("visible_in_other_receipts", account.sales);
  row.set("visible_in_reporting", true);
  row.set("visible_in_sales", account.sales);
  row.set("included_in_chart", true);
  row.set("is_control_account", account.control);
  return row;
}

Rows ledger_rows(const Call& call) {
  const std::string_view visible = find(call.query, "visible_in");
  const std::string word = text::lower_ascii(find(call.query, "search"));
  Rows rows;
  for (const LedgerAccount& account : call.business.ledger_accounts) {
    if (visible == "sales" && !account.sales) continue;
    if (visible == "expenses" && !account.expenses) continue;
    if (visible == "banking" && !account.banking) continue;
    const std::string searched =
        text::lower_ascii(account.name) + "\n" + std::to_string(account.nominal);
    if (!word.empty() && !search_hits(searched, word, call.switches().search_mode)) continue;
    rows.push_back(ledger_row(call.business, account));
  }
  return rows;
}

Rows bank_rows(const Call& call) {
  Rows rows;
  for (const BankAccount& account : call.business.bank_accounts) {
    json::Value row = bank_account_ref(call.business, account.id);
    row.set("bank_account_type", reference("bank_account_types", account.type, account.type));
    row.set("currency", currency_ref(account.currency));
    row.set("nominal_code", account.nominal);
    row.set("is_active", account.active);
    row.set("editable", true);
    row.set("balance", "0.0");
    rows.push_back(std::move(row));
  }
  return rows;
}

Rows type_rows(const Call& call, std::string_view resource, const std::vector<NamedType>& types) {
  const std::string_view active = find(call.query, "active");
  Rows rows;
  for (const NamedType& type : types) {
    if (!active.empty() && type.active != (active == "true")) continue;
    json::Value row = reference(resource, type.id, type.name);
    row.set("name", type.name);
    row.set("active", type.active);
    rows.push_back(std::move(row));
  }
  return rows;
}

Rows exchange_rows(const Call& call, std::string_view resource) {
  Rows rows;
  for (const auto& [currency, rate] : call.business.exchange_rates) {
    json::Value row = reference(resource, currency, currency_label(currency));
    row.set("rate", show(rate));
    row.set("inverse_rate", show(inverse(rate)));
    row.set("base_currency", currency_ref(call.business.currency));
    row.set("currency", currency_ref(currency));
    rows.push_back(std::move(row));
  }
  return rows;
}

constexpr std::array<std::string_view, 10> business_resources = {
    "tax_rates",          "ledger_accounts",
    "bank_accounts",      "product_sales_price_types",
    "service_rate_types", "business_exchange_rates",
    "currencies",         "live_exchange_rates",
    "exchange_rates",     "countries"};

Rows rows_of(const Call& call, std::string_view resource) {
  if (resource == "tax_rates") return tax_rate_rows(call);
  if (resource == "ledger_accounts") return ledger_rows(call);
  if (resource == "bank_accounts") return bank_rows(call);
  if (resource == "product_sales_price_types")
    return type_rows(call, resource, call.business.price_types);
  if (resource == "service_rate_types") return type_rows(call, resource, call.business.rate_types);
  if (resource.ends_with("exchange_rates")) return exchange_rows(call, resource);
  if (resource == "currencies") return named_rows(resource, currencies(), true);
  if (resource == "countries") return named_rows(resource, countries(), true);
  if (resource == "payment_methods") return named_rows(resource, payment_methods(), false);
  return named_rows(resource, fixed_words(resource), false);
}

}  // namespace

bool is_reference(std::string_view resource) {
  return resource == "payment_methods" || !fixed_words(resource).empty() ||
         std::ranges::find(business_resources, resource) != business_resources.end();
}

Reply read_reference(const Call& call, std::string_view resource) {
  const Rows rows = rows_of(call, resource);
  if (!call.id.empty()) {
    const auto found = std::ranges::find_if(
        rows, [&](const json::Value& row) { return row.text_or("id") == call.id; });
    return found == rows.end() ? not_found() : Reply::ok(*found);
  }
  std::vector<const json::Value*> places;
  for (const json::Value& row : rows) places.push_back(&row);
  return list_answer(call, places, [](const json::Value& row) { return row; });
}

}  // namespace byte8::sandbox::sage
