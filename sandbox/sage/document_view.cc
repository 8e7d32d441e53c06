// How a sales document is shown: amounts as text, other records as references.

#include <algorithm>

#include "sandbox/sage/address.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/documents.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/settle.h"

namespace byte8::sandbox::sage {
namespace {

json::Value null_or(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value links_of(const Document& document) {
  std::string href = "https://accounts-extra.sageone.com/";
  href.append(words_of(document.kind).resource).append("/").append(document.id);
  json::Object link;
  link.reserve(3);
  link.emplace_back("href", std::move(href));
  link.emplace_back("rel", "alternate");
  link.emplace_back("type", "text/html");
  json::Array links;
  links.emplace_back(std::move(link));
  return links;
}

std::string base_of(const Document& document, Cents amount) {
  return show(times(document.rate, amount));
}

json::Value item_ref(const Business& business, const Line& line) {
  const Item* item = business.items.find(line.item_id);
  const std::string_view resource = line.is_service ? "services" : "products";
  return reference_or_null(resource, line.item_id, item ? item->description : std::string());
}

json::Value show_line(const Business& business, const Document& document, const Line& line) {
  json::Object shown;
  shown.reserve(24);
  const auto set = [&](const char* name, json::Value value) {
    shown.emplace_back(name, std::move(value));
  };
  set("id", line.id);
  set("displayed_as", line.description);
  set("description", line.description);
  set("product", line.is_service ? json::Value() : item_ref(business, line));
  set("service", line.is_service ? item_ref(business, line) : json::Value());
  set("ledger_account", ledger_account_ref(business, line.ledger_account_id));
  set("trade_of_asset", line.trade_of_asset);
  set("quantity", show(line.quantity));
  set("unit_price", show(line.unit_price));
  set("net_amount", show(line.net));
  set("tax_rate", tax_rate_ref(business, line.tax_rate_id));
  set("tax_amount", show(line.tax));
  set("total_amount", show(line.total));
  set("unit_price_includes_tax", false);
  set("base_currency_unit_price", base_of(document, line.unit_price));
  set("base_currency_net_amount", base_of(document, line.net));
  set("base_currency_tax_amount", base_of(document, line.tax));
  set("base_currency_total_amount", base_of(document, line.total));
  set("eu_goods_services_type",
      reference_or_null("eu_goods_services_types", line.eu_type, line.eu_type));
  set("discount_amount", show(line.discount));
  set("base_currency_discount_amount", base_of(document, line.discount));
  set("discount_percentage", show(line.discount_percentage));
  return shown;
}

json::Value tax_analysis(const Business& business, const Document& document) {
  struct Sum {
    std::string rate;
    Cents net, tax;
  };
  std::vector<Sum> sums;
  const auto add = [&](const std::string& rate, Cents net, Cents tax) {
    if (rate.empty()) return;
    auto found = std::ranges::find(sums, rate, &Sum::rate);
    if (found == sums.end()) found = sums.insert(sums.end(), Sum{rate, {}, {}});
    found->net += net;
    found->tax += tax;
  };
  for (const Line& line : document.lines) add(line.tax_rate_id, line.net, line.tax);
  add(document.shipping_rate_id, document.shipping_net, document.shipping_tax);
  json::Array shown;
  for (const Sum& sum : sums) {
    shown.push_back(json::object({{"tax_rate", tax_rate_ref(business, sum.rate)},
                                  {"net_amount", show(sum.net)},
                                  {"tax_amount", show(sum.tax)},
                                  {"total_amount", show(sum.net + sum.tax)}}));
  }
  return shown;
}

json::Value settlement(const Business& business, const Document& document, const std::string& id) {
  const Payment* payment = business.payments.find(id);
  const Allocation* allocation = business.allocations.find(id);
  const std::vector<Share>& shares = payment ? payment->shares : allocation->shares;
  const auto share = std::ranges::find(shares, document.id, &Share::artefact_id);
  json::Value shown = json::object({});
  shown.set("date", payment ? payment->date : allocation->date);
  shown.set("type", payment ? payment->type : allocation->type);
  shown.set("reference", payment ? null_or(payment->reference) : json::Value());
  shown.set("amount", share == shares.end() ? "0.0" : show(share->amount));
  shown.set("discount", share == shares.end() ? "0.0" : show(share->discount));
  shown.set("contact_payment",
            payment ? reference("contact_payments", id, payment->reference) : json::Value());
  shown.set("contact_allocation",
            payment ? json::Value() : reference("contact_allocations", id, "Allocation"));
  json::Value artefact;
  for (const Share& other : shares) {
    if (other.artefact_id != document.id) artefact = artefact_ref(business, other.artefact_id);
  }
  shown.set("artefact", std::move(artefact));
  return shown;
}

void show_amounts(const Document& document, json::Object& shown) {
  const auto set = [&](const char* name, json::Value value) {
    shown.emplace_back(name, std::move(value));
  };
  const bool booked = words_of(document.kind).booked();
  set("net_amount", show(document.net));
  set("tax_amount", show(document.tax));
  set("total_amount", show(document.total));
  set("total_discount_amount", show(document.discount_total));
  if (booked) {
    const bool open = document.number != 0 && document.status != "VOID";
    set("payments_allocations_total_amount", show(document.settled));
    set("payments_allocations_total_discount", show(document.settled_discount));
    set("total_paid", show(document.settled));
    set("outstanding_amount", open ? show(document.outstanding()) : "0.0");
    set("base_currency_outstanding_amount",
        open ? base_of(document, document.outstanding()) : "0.0");
  }
  set("exchange_rate", show(document.rate));
  set("inverse_exchange_rate", show(inverse(document.rate)));
  set("base_currency_total_discount_amount", base_of(document, document.discount_total));
  set("base_currency_net_amount", base_of(document, document.net));
  set("base_currency_tax_amount", base_of(document, document.tax));
  set("base_currency_total_amount", base_of(document, document.total));
}

void show_shipping(const Business& business, const Document& document, json::Object& shown) {
  const auto set = [&](const char* name, json::Value value) {
    shown.emplace_back(name, std::move(value));
  };
  const Cents total = document.shipping_net + document.shipping_tax;
  set("shipping_net_amount", show(document.shipping_net));
  set("shipping_tax_rate", tax_rate_ref(business, document.shipping_rate_id));
  set("shipping_tax_amount", show(document.shipping_tax));
  set("shipping_total_amount", show(total));
  set("base_currency_shipping_net_amount", base_of(document, document.shipping_net));
  set("base_currency_shipping_tax_amount", base_of(document, document.shipping_tax));
  set("base_currency_shipping_total_amount", base_of(document, total));
}

void show_own(const Document& document, json::Object& shown) {
  const auto set = [&](std::string_view name, json::Value value) {
    shown.emplace_back(name, std::move(value));
  };
  const DocumentWords& words = words_of(document.kind);
  set(words.prefix, null_or(document.prefix));
  set(words.number,
      document.number == 0 ? document_label(document) : std::to_string(document.number));
  if (document.kind == DocumentKind::sales_invoice) set("due_date", document.due_date);
  if (document.kind == DocumentKind::sales_credit_note)
    set("original_invoice_date", null_or(document.original_invoice_date));
  if (!words.booked()) {
    set("expiry_date", document.due_date);
    set("invoice", reference_or_null("sales_invoices", document.quote_id, document.quote_id));
    return;
  }
  const std::string_view type = words.transaction_type;
  set("transaction",
      reference_or_null("transactions", document.transaction_id, document_label(document)));
  set("transaction_type", reference("transaction_types", type, type));
  set("void_reason", null_or(document.void_reason));
  if (document.kind == DocumentKind::sales_invoice) {
    set("original_quote_estimate",
        reference_or_null("sales_quotes", document.quote_id, document.quote_id));
  }
}

}  // namespace

std::string document_label(const Document& document) {
  if (document.number != 0) return document.prefix + std::to_string(document.number);
  return document.kind == DocumentKind::sales_credit_note ? "SCN-DRAFT" : "SI-DRAFT";
}

json::Value document_ref(const Document& document) {
  json::Value shown =
      reference(words_of(document.kind).resource, document.id, document_label(document));
  shown.set("links", links_of(document));
  return shown;
}

json::Value status_ref(std::string_view status) {
  std::string label;
  bool start = true;
  for (const char c : status) {
    label += c == '_' ? ' ' : start ? c : static_cast<char>(c - 'A' + 'a');
    start = c == '_';
  }
  return reference("artefact_statuses", status, label);
}

json::Value show_document(const Business& business, const Document& document, const Query& query) {
  const DocumentWords& words = words_of(document.kind);
  json::Value whole = reference(words.resource, document.id, document_label(document));
  json::Object& shown = whole.object();
  shown.reserve(64);
  const auto set = [&](std::string_view name, json::Value value) {
    shown.emplace_back(name, std::move(value));
  };
  set("created_at", instant(document.created));
  set("updated_at", instant(document.updated));
  set("links", links_of(document));
  set("editable",
      document.settled.zero() && document.status != "VOID" && document.status != "PAID");
  set("vat_reverse_charge", document.reverse_charge);
  set("destination_consignment", document.destination_consignment);
  set("deleted_at", nullptr);
  set("contact", contact_ref(business, document.contact_id));
  set("contact_name", document.contact_name);
  set("contact_reference", null_or(document.contact_reference));
  set("date", document.date);
  show_own(document, shown);
  set("reference", null_or(document.reference));
  std::string address_id = document.id;
  address_id[0] = 'a';
  set("main_address", show_address(document.main_address, address_id, "ACCOUNTS"));
  address_id[0] = 'd';
  set("delivery_address", show_address(document.delivery_address, address_id, "DELIVERY"));
  set("notes", null_or(document.notes));
  set("terms_and_conditions", null_or(document.terms));
  show_shipping(business, document, shown);
  show_amounts(document, shown);
  set("currency", currency_ref(document.currency));
  set("status", status_ref(document.status));
  set("sent", document.sent);
  set("sent_by_email", false);
  json::Array lines;
  for (const Line& line : document.lines) lines.push_back(show_line(business, document, line));
  set(words.lines, std::move(lines));
  set("tax_analysis", tax_analysis(business, document));
  set("tax_address_region", reference_or_null("address_regions", document.region, document.region));
  if (words.booked() && find(query, "show_payments_allocations") == "true") {
    json::Array all;
    for (const std::string& id : document.settlements)
      all.push_back(settlement(business, document, id));
    set("payments_allocations", std::move(all));
  }
  return whole;
}

}  // namespace byte8::sandbox::sage
