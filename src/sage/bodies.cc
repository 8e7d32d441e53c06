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

}  // namespace

std::string contact_body(const model::LedgerContact& contact, std::string_view idempotency_id) {
  json::Value body = json::object({{"idempotency_id", idempotency_id},
                                   {"name", contact.name},
                                   {"contact_type_ids", json::Array{"CUSTOMER"}},
                                   {"reference", contact.reference},
                                   {"source_guid", contact.source_guid}});
  set_text(body, "currency_id", contact.currency);
  set_text(body, "tax_number", contact.tax_number);
  set_addresses(body, contact.main_address, contact);
  if (!contact.email.empty() || !contact.telephone.empty() || !contact.person_name.empty()) {
    body.set("main_contact_person", person_body(contact));
  }
  return json::write(json::object({{std::string(contact_kind), std::move(body)}}));
}

std::string invoice_body(const model::LedgerInvoice& invoice, std::string_view idempotency_id) {
  json::Value body = json::object({{"idempotency_id", idempotency_id},
                                   {"contact_id", invoice.contact_id},
                                   {"date", invoice.date},
                                   {"reference", invoice.reference}});
  set_text(body, "notes", invoice.notes);
  set_text(body, "currency_id", invoice.currency);
  if (invoice.exchange_rate) body.set("exchange_rate", model::text(*invoice.exchange_rate));
  set_addresses(body, invoice.main_address, invoice);
  json::Array lines;
  for (const model::LedgerLine& line : invoice.lines) lines.push_back(line_body(line));
  body.set("invoice_lines", std::move(lines));
  return json::write(json::object({{std::string(invoice_kind), std::move(body)}}));
}

}  // namespace byte8::sage
