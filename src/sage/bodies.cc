// Request bodies.

#include <utility>

#include "base/text.h"
#include "model/money.h"
#include "sage/facts.h"
#include "sage/wire.h"

namespace byte8::sage {
namespace {

constexpr std::size_t person_name_max = 50;

void set_text(json::Value& object, std::string_view key, const std::string& value) {
  if (!value.empty()) object.set(std::string(key), value);
}

json::Value address_body(const model::LedgerAddress& address, std::string_view type) {
  json::Value body = json::object({{"address_type_id", type}});
  set_text(body, "address_line_1", address.line_1);
  set_text(body, "address_line_2", address.line_2);
  set_text(body, "city", address.city);
  set_text(body, "region", address.region);
  set_text(body, "postal_code", address.postal_code);
  set_text(body, "country_id", address.country);
  return body;
}

// Both addresses are always sent where we have them: Sage copies the main one to a missing delivery
// address without a word.
template <typename Document>
void set_addresses(json::Value& body, const std::optional<model::LedgerAddress>& main,
                   const Document& document) {
  if (main) body.set("main_address", address_body(*main, "ACCOUNTS"));
  if (document.delivery_address) {
    body.set("delivery_address", address_body(*document.delivery_address, "DELIVERY"));
  }
}

json::Value person_body(const model::LedgerContact& contact) {
  const std::string& name = contact.person_name.empty() ? contact.name : contact.person_name;
  json::Value person = json::object({{"name", text::cut(name, person_name_max)}});
  set_text(person, "email", contact.email);
  set_text(person, "telephone", contact.telephone);
  person.set("is_main_contact", true);
  return person;
}

json::Value line_body(const model::LedgerLine& line) {
  const std::string tax = model::text2(line.tax);
  json::Value body = json::object({{"description", line.description},
                                   {"ledger_account_id", line.ledger_account_id},
                                   {"quantity", model::plain(line.quantity)},
                                   {"unit_price", model::text2(line.unit_price)}});
  if (!line.discount.zero()) body.set("discount_amount", model::text2(line.discount));
  body.set("tax_rate_id", line.tax_rate_id);
  body.set("tax_amount", tax);
  // In no published description of the API, yet production clients are refused without it.
  body.set("currency_tax_amount", tax);
  if (line.goods_services_type) body.set("eu_goods_services_type_id", *line.goods_services_type);
  return body;
}

// What a contact says about its person; the same when it is made and when it changes.
void set_particulars(json::Value& body, const model::LedgerContact& contact) {
  set_text(body, "tax_number", contact.tax_number);
  set_addresses(body, contact.main_address, contact);
  if (!contact.email.empty() || !contact.telephone.empty() || !contact.person_name.empty()) {
    body.set("main_contact_person", person_body(contact));
  }
}

}  // namespace

std::string contact_body(const model::LedgerContact& contact, std::string_view idempotency_id) {
  json::Value body = json::object({{"idempotency_id", idempotency_id},
                                   {"name", contact.name},
                                   {"contact_type_ids", json::Array{"CUSTOMER"}},
                                   {"reference", contact.reference},
                                   {"source_guid", contact.source_guid}});
  set_text(body, "currency_id", contact.currency);
  set_particulars(body, contact);
  return json::write(json::object({{std::string(contact_kind), std::move(body)}}));
}

std::string contact_change(const model::LedgerContact& contact, std::string_view idempotency_id) {
  json::Value body = json::object({{"idempotency_id", idempotency_id}, {"name", contact.name}});
  set_particulars(body, contact);
  return json::write(json::object({{std::string(contact_kind), std::move(body)}}));
}

std::string document_body(const model::LedgerDocument& document, std::string_view idempotency_id) {
  json::Value body = json::object({{"idempotency_id", idempotency_id},
                                   {"contact_id", document.contact_id},
                                   {"date", document.date},
                                   {"reference", document.reference}});
  set_text(body, "original_invoice_date", document.original_invoice_date);
  set_text(body, "notes", document.notes);
  set_text(body, "currency_id", document.currency);
  if (document.exchange_rate) body.set("exchange_rate", model::text(*document.exchange_rate));
  set_addresses(body, document.main_address, document);
  json::Array lines;
  for (const model::LedgerLine& line : document.lines) lines.push_back(line_body(line));
  const bool invoice = document.kind == invoice_kind;
  body.set(invoice ? "invoice_lines" : "credit_note_lines", std::move(lines));
  return json::write(json::object({{document.kind, std::move(body)}}));
}

std::string payment_body(const model::LedgerPayment& payment, std::string_view idempotency_id) {
  const std::string amount = model::text2(payment.amount);
  json::Value body = json::object(
      {{"idempotency_id", idempotency_id},
       {"transaction_type_id", payment.type},
       {"contact_id", payment.contact_id},
       {"bank_account_id", payment.bank_account_id},
       {"date", payment.date},
       {"total_amount", amount},
       {"reference", payment.reference},
       {"allocated_artefacts",
        json::Array{json::object({{"artefact_id", payment.artefact_id}, {"amount", amount}})}}});
  set_text(body, "currency_id", payment.currency);
  // Sage takes 1 where a foreign payment names no rate.
  if (payment.exchange_rate) body.set("exchange_rate", model::text(*payment.exchange_rate));
  return json::write(json::object({{"contact_payment", std::move(body)}}));
}

std::string allocation_body(const model::LedgerAllocation& allocation,
                            std::string_view idempotency_id) {
  const auto share = [](const std::string& id, model::Amount amount) {
    return json::object({{"artefact_id", id}, {"amount", model::text2(amount)}});
  };
  return json::write(json::object(
      {{"contact_allocation",
        json::object({{"idempotency_id", idempotency_id},
                      {"transaction_type_id", "CUSTOMER_ALLOCATION"},
                      {"contact_id", allocation.contact_id},
                      {"date", allocation.date},
                      {"allocated_artefacts",
                       json::Array{share(allocation.invoice_id, allocation.amount),
                                   share(allocation.credit_note_id, -allocation.amount)}}})}}));
}

// Products and stock items have prices, services have rates: the same thing by other names.
std::string item_body(const model::LedgerItem& item, std::string_view idempotency_id) {
  const bool service = item.kind == "service";
  json::Value body = json::object({{"idempotency_id", idempotency_id},
                                   {"item_code", item.item_code},
                                   {"description", item.description},
                                   {"sales_ledger_account_id", item.sales_ledger_account_id},
                                   {"source_guid", item.source_guid},
                                   {"active", item.active}});
  set_text(body, "purchase_ledger_account_id", item.purchase_ledger_account_id);
  set_text(body, "sales_tax_rate_id", item.sales_tax_rate_id);
  if (item.cost) body.set("cost_price", model::text2(*item.cost));
  if (item.kind == "stock_item") set_text(body, "barcode", item.barcode);
  if (item.price && !item.price_type_id.empty()) {
    json::Value price = json::object(
        {{service ? "rate" : "price", model::text2(*item.price)},
         {service ? "rate_includes_tax" : "price_includes_tax", item.price_includes_tax},
         {service ? "service_rate_type_id" : "product_sales_price_type_id", item.price_type_id}});
    body.set(service ? "sales_rates" : "sales_prices", json::Array{std::move(price)});
  }
  return json::write(json::object({{item.kind, std::move(body)}}));
}

std::string movement_body(const model::LedgerMovement& movement, std::string_view idempotency_id) {
  return json::write(
      json::object({{"stock_movement", json::object({{"idempotency_id", idempotency_id},
                                                     {"stock_item_id", movement.stock_item_id},
                                                     {"date", movement.date},
                                                     {"quantity", model::plain(movement.quantity)},
                                                     {"cost_price", model::text2(movement.cost)},
                                                     {"details", movement.details}})}}));
}

}  // namespace byte8::sage
