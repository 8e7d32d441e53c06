// Answers of Sage: records, businesses, settings and reference items.

#include <optional>
#include <utility>

#include "base/text.h"
#include "model/money.h"
#include "sage/facts.h"
#include "sage/wire.h"

namespace byte8::sage {
namespace {

// The id of a nested object; Sage may send null or, in older samples, the id alone.
std::string id_in(const json::Value& record, std::string_view key) {
  const json::Value* value = record.find(key);
  if (value == nullptr) return {};
  if (value->is_string()) return value->string();
  return value->text_or("id");
}

bool flag(const json::Value& record, std::string_view key, bool fallback) {
  const json::Value* value = record.find(key);
  return value != nullptr && value->is_bool() ? value->boolean() : fallback;
}

std::optional<std::string> decimal_text(const json::Value& record, std::string_view key) {
  const json::Value* value = record.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->number_text();
  if (value->is_string()) return std::string(text::trim(value->string()));
  return std::nullopt;
}

std::optional<model::Amount> amount(const json::Value& record, std::string_view key) {
  const auto text = decimal_text(record, key);
  if (!text) return std::nullopt;
  auto parsed = model::parse_amount(*text);
  if (!parsed) return std::nullopt;
  return *parsed;
}

std::optional<model::Rate> rate(const json::Value& record, std::string_view key) {
  const auto text = decimal_text(record, key);
  if (!text) return std::nullopt;
  auto parsed = model::parse_rate(*text);
  if (!parsed) return std::nullopt;
  return *parsed;
}

std::optional<std::string> day(const json::Value& record, std::string_view key) {
  std::string text = record.text_or(key);
  if (text.size() < 10) return std::nullopt;
  text.resize(10);  // a date-time in some samples
  return text;
}

// The page of the record in Sage's own interface.
std::string page_of(const json::Value& record) {
  const json::Value* links = record.find("links");
  if (links == nullptr || !links->is_array()) return {};
  for (const json::Value& link : links->array()) {
    if (link.text_or("rel") == "alternate") return link.text_or("href");
  }
  return {};
}

std::string name_of(const json::Value& item) {
  return item.text_or("displayed_as", item.text_or("name"));
}

std::optional<model::TaxRate> tax_rate(const json::Value& item) {
  model::TaxRate read{.id = item.text_or("id"),
                      .name = name_of(item),
                      .visible = flag(item, "is_visible", true),
                      .combined = flag(item, "is_combined_rate", false)};
  const json::Value* dated = item.find("percentages");
  if (dated != nullptr && dated->is_array()) {
    for (const json::Value& entry : dated->array()) {
      const auto percentage = rate(entry, "percentage");
      if (!percentage) continue;
      read.percentages.push_back(
          {*percentage, day(entry, "from_date").value_or(""), day(entry, "to_date")});
    }
  }
  const auto plain = rate(item, "percentage");
  if (read.id.empty() || (!plain && read.percentages.empty())) return std::nullopt;
  read.percentage = plain ? *plain : read.percentages.back().percentage;
  return read;
}

void read_item(std::string_view kind, const json::Value& item, model::Reference& into) {
  const std::string id = item.text_or("id");
  if (id.empty()) return;
  if (kind == "tax_rates") {
    if (auto read = tax_rate(item)) into.tax_rates.push_back(*std::move(read));
  } else if (kind == "ledger_accounts") {
    into.ledger_accounts.push_back(
        {.id = id,
         .name = name_of(item),
         .visible_in_sales = flag(item, "visible_in_sales", false),
         .visible_in_expenses = flag(item, "visible_in_expenses", false)});
  } else if (kind == "bank_accounts") {
    if (!flag(item, "is_active", true)) return;
    into.bank_accounts.push_back(
        {.id = id, .name = name_of(item), .currency = id_in(item, "currency")});
  } else if (kind == "currencies") {
    into.currencies.push_back(id);
  } else if (kind == "product_sales_price_types") {
    into.price_types.push_back(id);
  } else if (kind == "service_rate_types") {
    into.rate_types.push_back(id);
  }
}

}  // namespace

namespace {

// What a document is settled with, or what a payment or allocation settles.
void read_artefacts(const json::Value& record, std::string_view list,
                    std::vector<std::string>& into) {
  const json::Value* items = record.find(list);
  if (items == nullptr || !items->is_array()) return;
  for (const json::Value& item : items->array()) {
    std::string id = id_in(item, "artefact");
    if (!id.empty()) into.push_back(std::move(id));
  }
}

Result<model::LedgerRecord> read_document(const json::Value& record, model::LedgerRecord read,
                                          Act act) {
  const auto total = amount(record, "total_amount");
  const auto tax = amount(record, "tax_amount");
  if (!total || !tax) return unreadable("a document without totals", act);
  read.status = id_in(record, "status");
  read.notes = record.text_or("notes");
  read.total = *total;
  read.tax = *tax;
  // A document in the base currency may leave its base figures out.
  read.base_total = amount(record, "base_currency_total_amount").value_or(*total);
  read.outstanding = amount(record, "outstanding_amount").value_or(model::Amount{});
  read_artefacts(record, "payments_allocations", read.artefacts);
  return read;
}

bool is_item(std::string_view kind) {
  return kind == "product" || kind == "service" || kind == "stock_item";
}

}  // namespace

Result<model::LedgerRecord> read_record(std::string_view kind, const json::Value& record, Act act) {
  model::LedgerRecord read{.kind = std::string(kind),
                           .id = record.text_or("id"),
                           .displayed_as = record.text_or("displayed_as"),
                           .reference = record.text_or("reference"),
                           .contact_id = id_in(record, "contact"),
                           .date = day(record, "date").value_or(""),
                           .currency = id_in(record, "currency"),
                           .url = page_of(record),
                           .deleted = !record.text_or("deleted_at").empty()};
  if (read.id.empty()) return unreadable("a record without an id", act);
  read.source_guid = record.text_or("source_guid");
  if (kind == invoice_kind || kind == credit_note_kind) {
    return read_document(record, std::move(read), act);
  }
  if (kind == "contact_payment") {
    const auto total = amount(record, "total_amount");
    if (!total) return unreadable("a payment without an amount", act);
    read.total = *total;
  }
  if (is_item(kind)) read.reference = record.text_or("item_code");
  if (kind == "stock_item") {
    read.quantity = amount(record, "quantity_in_stock").value_or(model::Amount{});
  }
  if (kind == "stock_movement") {
    read.reference = record.text_or("details");
    read.quantity = amount(record, "quantity").value_or(model::Amount{});
  }
  read_artefacts(record, "allocated_artefacts", read.artefacts);
  return read;
}

Result<port::BusinessDetail> read_business(const json::Value& answer) {
  port::BusinessDetail detail{.id = answer.text_or("id"), .name = name_of(answer)};
  if (detail.id.empty()) return unreadable("a business without an id", Act::look);
  if (const std::string name = answer.text_or("name"); !name.empty()) detail.name = name;
  for (const char letter : id_in(answer, "country")) {
    detail.country.push_back(
        static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter));
  }
  const json::Value* subscriptions = answer.find("subscriptions");
  if (subscriptions == nullptr || !subscriptions->is_array()) return detail;
  for (const json::Value& subscription : subscriptions->array()) {
    const bool active = flag(subscription, "active", false);
    if (detail.subscription.empty() || (active && !detail.subscription_active)) {
      detail.subscription = subscription.text_or("id");
    }
    detail.subscription_active = detail.subscription_active || active;
  }
  return detail;
}

Result<model::BusinessFacts> read_financial_settings(const json::Value& answer) {
  model::BusinessFacts facts{.base_currency = id_in(answer, "base_currency"),
                             .multi_currency = flag(answer, "multi_currency_enabled", false),
                             .accounts_start_date = day(answer, "accounts_start_date"),
                             .year_end_lockdown_date = day(answer, "year_end_lockdown_date")};
  if (facts.base_currency.empty()) return unreadable("settings without a currency", Act::look);
  return facts;
}

Result<std::vector<port::BusinessListed>> read_businesses(const json::Value& answer) {
  const json::Value* items = answer.find("$items");
  if (items == nullptr || !items->is_array()) return unreadable("not a list", Act::look);
  std::vector<port::BusinessListed> businesses;
  for (const json::Value& item : items->array()) {
    port::BusinessListed business{.id = item.text_or("id"), .name = name_of(item)};
    if (!business.id.empty()) businesses.push_back(std::move(business));
  }
  return businesses;
}

void read_reference_items(std::string_view kind, const json::Array& items, model::Reference& into) {
  for (const json::Value& item : items) read_item(kind, item, into);
}

}  // namespace byte8::sage
