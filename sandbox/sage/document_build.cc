// Reads and checks a sales document: who, when, in which currency, with which lines and sums.

#include <algorithm>
#include <charconv>

#include "sandbox/sage/address.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/document_lines.h"
#include "sandbox/sage/documents.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/stock.h"

namespace byte8::sandbox::sage {
namespace {

const Contact* customer_of(Call& call, const json::Value& fields, Problems& problems) {
  const auto id = text_of(fields, "contact_id");
  if (!id) return nullptr;
  const Contact* contact = call.business.contacts.find(*id);
  if (contact && !contact->deleted && contact->type == "CUSTOMER") return contact;
  problems.add("", "Couldn't find Customer.");
  return nullptr;
}

void read_texts(const json::Value& fields, const DocumentWords& words, Document& made) {
  made.reference = text_of(fields, "reference").value_or("");
  made.notes = text_of(fields, "notes").value_or("");
  made.terms = text_of(fields, "terms_and_conditions").value_or("");
  made.region = text_of(fields, "tax_address_region_id").value_or("");
  made.reverse_charge = flag_of(fields, "vat_reverse_charge");
  made.destination_consignment = flag_of(fields, "destination_consignment");
  made.sent = flag_of(fields, "sent");
  made.original_invoice_date = text_of(fields, "original_invoice_date").value_or("");
  made.quote_id =
      text_of(fields, words.kind == DocumentKind::sales_invoice ? "original_quote_estimate_id"
                                                                : "invoice_id")
          .value_or("");
}

void read_dates(Call& call, const json::Value& fields, const DocumentWords& words,
                const Contact* contact, Document& made, Problems& problems) {
  const Business& business = call.business;
  made.date = text_of(fields, "date").value_or("").substr(0, 10);
  if (!is_day(made.date)) return;
  if (made.date < business.accounts_start_date) {
    problems.add("date", "must be on or after the accounts start date");
  }
  if (!business.lockdown_date.empty() && made.date <= business.lockdown_date) {
    problems.add("date", "must be after the year end lockdown date");
  }
  const auto due = text_of(fields, words.booked() ? "due_date" : "expiry_date");
  const auto days = contact ? integer_of(contact->fields, "credit_days") : std::nullopt;
  made.due_date =
      due ? due->substr(0, 10) : add_days(made.date, days.value_or(business.credit_days));
  if (due && is_day(made.due_date) && made.due_date < made.date) {
    problems.add(words.booked() ? "due_date" : "expiry_date", "must not be before the date");
  }
}

void read_currency(Call& call, const json::Value& fields, const Contact* contact, Document& made,
                   Problems& problems) {
  const Business& business = call.business;
  made.currency = contact ? contact->currency : business.currency;
  const auto sent = text_of(fields, "currency_id");
  if (sent && *sent != made.currency) {
    problems.add("currency_id", "must be the same as the currency of the contact");
  }
  if (made.currency == business.currency) return;
  const auto rate = fine_of(fields, "exchange_rate");
  const auto turned = fine_of(fields, "inverse_exchange_rate");
  for (const auto& [name, value] :
       {std::pair{"exchange_rate", rate}, {"inverse_exchange_rate", turned}}) {
    if (value && *value <= Fine{}) return problems.add(name, "must be greater than 0");
  }
  const auto known = business.exchange_rates.find(made.currency);
  if (rate) {
    made.rate = *rate;
  } else if (turned) {
    made.rate = inverse(*turned);
  } else if (known != business.exchange_rates.end()) {
    made.rate = known->second;
  }
}

void read_address(Call& call, const json::Value& fields, std::string_view name, json::Value& into,
                  Problems& problems) {
  const json::Value* sent = fields.find(name);
  if (!sent || !sent->is_object()) return;
  check_document_address(*sent, std::string(name) + ".", problems, call.world.counters);
  into = *sent;
}

void read_addresses(Call& call, const json::Value& fields, const Contact* contact, Document& made,
                    Problems& problems) {
  read_address(call, fields, "main_address", made.main_address, problems);
  read_address(call, fields, "delivery_address", made.delivery_address, problems);
  if (made.main_address.is_null() && contact) {
    if (const json::Value* own = contact->fields.find("main_address")) made.main_address = *own;
  }
  if (made.delivery_address.is_null()) {
    made.delivery_address = made.main_address;
    if (made.delivery_address.is_object()) made.delivery_address.set("address_type_id", "DELIVERY");
  }
}

// Outside GB on a GB business, by the country of the document's or the contact's main address.
bool is_foreign(Call& call, const Contact* contact, const Document& made) {
  if (!call.switches().cross_border_rule || call.business.country != "GB" || !contact) return false;
  const json::Value* own = contact->fields.find("main_address");
  const bool by_contact = call.switches().cross_border_country == "contact";
  const std::string country = by_contact ? (own ? own->text_or("country_id") : "")
                                         : made.main_address.text_or("country_id");
  return !country.empty() && country != "GB";
}

void read_shipping(Call& call, const json::Value& fields, Document& made, Problems& problems) {
  made.shipping_net = cents_of(fields, "shipping_net_amount").value_or(Cents{});
  made.shipping_rate_id = text_of(fields, "shipping_tax_rate_id").value_or("");
  const TaxRate* rate = call.business.tax_rate(made.shipping_rate_id);
  if (!made.shipping_rate_id.empty() && !rate) problems.add("shipping_tax_rate_id", "is invalid");
  if (made.shipping_rate_id.empty() && !made.shipping_net.zero()) {
    problems.add("shipping_tax_rate_id", required_message);
  }
  // What the caller says of the tax is ignored.
  if (rate) made.shipping_tax = percent_of(made.shipping_net, rate->at(made.date));
  made.net += made.shipping_net;
  made.tax += made.shipping_tax;
}

void check_sums(Call& call, const json::Value& fields, Document& made, Problems& problems) {
  made.total = made.net + made.tax;
  if (too_large(made.total)) problems.add("", "Total amount is too large");
  if (made.total < Cents{}) problems.add("", "Total amount must not be below 0");
  if (!call.switches().check_totals) return;
  for (const auto& [name, computed] : {std::pair<std::string_view, Cents>{"net_amount", made.net},
                                       {"tax_amount", made.tax},
                                       {"total_amount", made.total}}) {
    const auto sent = cents_of(fields, name);
    if (sent && *sent != computed) problems.umbrella();
  }
}

void check_status(const json::Value& fields, const DocumentWords& words, const Document* old,
                  Document& made, Problems& problems) {
  const auto sent = text_of(fields, "status_id");
  if (!words.booked()) {
    made.status = old ? old->status : "PENDING";
    return;
  }
  made.status = old ? old->status : sent.value_or("UNPAID");
  const bool allowed = !sent || *sent == "UNPAID" || *sent == "DRAFT" || *sent == "PRO_FORMA";
  if (!allowed) problems.add("status_id", "is invalid");
}

void check_number(Call& call, const json::Value& fields, const DocumentWords& words,
                  const Document* old, Problems& problems) {
  const auto sent = text_of(fields, words.number);
  if (!sent) return;
  const auto number = integer_of(fields, words.number);
  if (!number || *number <= 0) return problems.add(words.number, "is invalid");
  const auto& used = call.business.used_numbers[static_cast<std::size_t>(words.kind)];
  if (used.contains(*number) && (!old || old->number != *number)) {
    problems.add(words.number, "has already been taken");
  }
}

void check_quote(Call& call, const DocumentWords& words, const Document& made, Problems& problems) {
  if (made.quote_id.empty()) return;
  const Business& business = call.business;
  if (words.kind == DocumentKind::sales_invoice) {
    const bool known = business.of(DocumentKind::sales_quote).find(made.quote_id) ||
                       business.of(DocumentKind::sales_estimate).find(made.quote_id);
    if (!known) problems.add("original_quote_estimate_id", "is invalid");
  } else if (!business.of(DocumentKind::sales_invoice).find(made.quote_id)) {
    problems.add("invoice_id", "is invalid");
  }
}

}  // namespace

void build_document(Call& call, DocumentKind kind, const json::Value& fields, const Document* old,
                    Document& made, Problems& problems) {
  const DocumentWords& words = words_of(kind);
  made.kind = kind;
  check_fields(fields, words.fields, "", problems, call.world.counters);
  const Contact* contact = customer_of(call, fields, problems);
  if (contact) {
    made.contact_id = contact->id;
    made.contact_name = text_of(fields, "contact_name").value_or(contact->name);
    made.contact_reference = text_of(fields, "contact_reference").value_or(contact->reference);
  }
  read_texts(fields, words, made);
  read_dates(call, fields, words, contact, made, problems);
  read_currency(call, fields, contact, made, problems);
  read_addresses(call, fields, contact, made, problems);
  check_status(fields, words, old, made, problems);
  check_number(call, fields, words, old, problems);
  check_quote(call, words, made, problems);
  if (const json::Value* lines = fields.find(words.lines)) {
    build_lines(call, *lines, is_foreign(call, contact, made), made, problems);
  }
  read_shipping(call, fields, made, problems);
  check_sums(call, fields, made, problems);
  if (kind == DocumentKind::sales_invoice && made.status == "UNPAID" &&
      !enough_stock(call.business, made, old)) {
    problems.add("", "You cannot fulfil this invoice as you do not have enough stock.");
  }
}

}  // namespace byte8::sandbox::sage
