// Looking in Sage. Its search is not described exactly, so whatever it gives is compared here.

#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "sage/errors.h"
#include "sage/kinds.h"
#include "sage/lists.h"
#include "sage/provider.h"
#include "sage/wire.h"

namespace byte8::sage {
namespace {

using Records = std::vector<model::LedgerRecord>;

std::string search_route(std::string_view list, std::string_view filters,
                         std::string_view attributes) {
  return "/" + std::string(list) + "?" + std::string(filters) +
         "&attributes=" + std::string(attributes) +
         "&items_per_page=" + std::to_string(items_per_page);
}

// How Sage's search matches is not documented: only what passes `wanted` here is a find.
template <typename Wanted>
Result<Records> read_found(const http::Outcome& outcome, std::string_view business_id,
                           std::string_view kind, const Wanted& wanted) {
  auto answer = read_answer(outcome, Act::look, business_id);
  if (!answer) return answer.error();
  auto items = read_whole(*answer);
  if (!items) return items.error();
  Records found;
  for (const json::Value& item : *items) {
    if (!wanted(item)) continue;
    auto record = read_record(kind, item, Act::look);
    if (!record) return record.error();
    found.push_back(*std::move(record));
  }
  return found;
}

std::string_view reference_field(std::string_view kind) {
  if (kind == "stock_movement") return "details";
  const bool item = kind == "product" || kind == "service" || kind == "stock_item";
  return item ? "item_code" : "reference";
}

void add_filter(std::string& filters, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (!filters.empty()) filters += '&';
  filters.append(name).append("=").append(text::percent_encode(value));
}

// Payments have no search: contact, type and day narrow them down.
std::string filters_of(std::string_view kind, const port::LedgerSearch& search) {
  std::string filters;
  if (kind != "contact_payment") add_filter(filters, "search", search.reference);
  add_filter(filters, "contact_id", search.contact_id);
  add_filter(filters, "transaction_type_id", search.type);
  add_filter(filters, "stock_item_id", search.item_id);
  add_filter(filters, "from_date", search.date);
  add_filter(filters, "to_date", search.date);
  return filters;
}

std::string folded(std::string_view email) {
  return text::lower_ascii(text::trim(email));
}

}  // namespace

port::Verb<Records> SageProvider::find_contacts(const port::LedgerAccess& access,
                                                std::string_view reference) const {
  const std::string route = search_route(
      "contacts", "search=" + text::percent_encode(reference) + "&contact_type_id=CUSTOMER",
      record_kind(contact_kind)->attributes);
  return {get(access, route),
          [id = access.business_id, wanted = std::string(reference)](const http::Outcome& outcome) {
            return read_found(outcome, id, contact_kind, [&wanted](const json::Value& item) {
              return item.text_or("reference") == wanted;
            });
          }};
}

port::Verb<Records> SageProvider::find_deleted_contacts(const port::LedgerAccess& access,
                                                        std::string_view since_utc) const {
  const std::string route =
      search_route("contacts", "deleted_since=" + text::percent_encode(since_utc),
                   record_kind(contact_kind)->attributes);
  return {get(access, route), [id = access.business_id](const http::Outcome& outcome) {
            return read_found(outcome, id, contact_kind, [](const json::Value& item) {
              return !item.text_or("deleted_at").empty();
            });
          }};
}

port::Verb<Records> SageProvider::find_contacts_by_email(const port::LedgerAccess& access,
                                                         std::string_view email) const {
  const std::string wanted = folded(email);
  const std::string route = search_route(
      "contacts", "email=" + text::percent_encode(wanted) + "&contact_type_id=CUSTOMER",
      record_kind(contact_kind)->attributes);
  return {get(access, route), [id = access.business_id, wanted](const http::Outcome& outcome) {
            return read_found(outcome, id, contact_kind, [&wanted](const json::Value& item) {
              return folded(item.text_or("email")) == wanted;
            });
          }};
}

port::Verb<Records> SageProvider::find_invoices(const port::LedgerAccess& access,
                                                std::string_view reference) const {
  return find(access, invoice_kind, {.reference = std::string(reference)});
}

port::Verb<Records> SageProvider::find(const port::LedgerAccess& access, std::string_view kind,
                                       const port::LedgerSearch& search) const {
  const RecordKind* record = record_kind(kind);
  BYTE8_CHECK(record != nullptr);
  const std::string route =
      search_route(record->list, filters_of(kind, search), record->attributes);
  return {get(access, route), [id = access.business_id, kind = record->kind,
                               wanted = search](const http::Outcome& outcome) {
            return read_found(outcome, id, kind, [&](const json::Value& item) {
              return item.text_or(reference_field(kind)) == wanted.reference;
            });
          }};
}

port::Verb<model::LedgerRecord> SageProvider::read(const port::LedgerAccess& access,
                                                   std::string_view kind,
                                                   std::string_view id) const {
  const RecordKind* record = record_kind(kind);
  BYTE8_CHECK(record != nullptr);
  std::string route = "/" + std::string(record->list) + "/" + text::percent_encode(id);
  // Looking at an invoice marks it as sent, unless it is told not to.
  if (kind == invoice_kind || kind == credit_note_kind) {
    route += "?show_payments_allocations=true&mark_as_sent=false";
  }
  return {get(access, route),
          [id = access.business_id,
           kind = record->kind](const http::Outcome& outcome) -> Result<model::LedgerRecord> {
            auto answer = read_answer(outcome, Act::look, id);
            if (!answer) return answer.error();
            return read_record(kind, *answer, Act::look);
          }};
}

}  // namespace byte8::sage
