#include "sage/provider.h"

#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "sage/errors.h"
#include "sage/lists.h"
#include "sage/oauth.h"
#include "sage/wire.h"

namespace byte8::sage {
namespace {

using Records = std::vector<model::LedgerRecord>;

constexpr std::string_view contact_attributes =
    "reference,source_guid,currency,email,deleted_at,links";
constexpr std::string_view invoice_attributes =
    "reference,contact,date,status,currency,notes,total_amount,tax_amount,"
    "base_currency_total_amount,deleted_at,links";

http::Headers access_headers(const SecretText& token) {
  return {{"Authorization", "Bearer " + token.reveal()}, {"Accept", "application/json"}};
}

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

std::string folded(std::string_view email) {
  return text::lower_ascii(text::trim(email));
}

}  // namespace

SageProvider::SageProvider(SageOptions options)
    : options_(std::move(options)),
      facts_{.key = provider_key,
             .contact_reference_max = contact_reference_max,
             .document_reference_max = document_reference_max,
             .countries = {countries.begin(), countries.end()}} {}

http::Call SageProvider::get(const port::LedgerAccess& access, const std::string& route) const {
  http::Call call{.method = "GET",
                  .url = options_.api_url + route,
                  .headers = access_headers(access.access_token)};
  call.headers.push_back({"X-Business", access.business_id});
  return call;
}

std::string SageProvider::authorize_url(std::string_view state, std::string_view code_challenge,
                                        std::string_view redirect_uri,
                                        std::optional<std::string_view> country) const {
  return sage::authorize_url(options_, state, code_challenge, redirect_uri, country);
}

port::Verb<port::Grant> SageProvider::exchange(std::string_view code, std::string_view redirect_uri,
                                               const SecretText& code_verifier) const {
  return {exchange_call(options_, code, redirect_uri, code_verifier), read_grant};
}

port::Verb<port::Grant> SageProvider::refresh(const SecretText& refresh_token) const {
  return {refresh_call(options_, refresh_token), read_grant};
}

port::Verb<port::Nothing> SageProvider::revoke(const SecretText& refresh_token) const {
  return {revoke_call(options_, refresh_token), read_revoked};
}

port::Verb<std::vector<port::BusinessListed>> SageProvider::businesses(
    const SecretText& access_token) const {
  http::Call call{.method = "GET",
                  .url = options_.api_url + "/businesses",
                  .headers = access_headers(access_token)};
  return {std::move(call),
          [](const http::Outcome& outcome) -> Result<std::vector<port::BusinessListed>> {
            auto answer = read_answer(outcome, Act::look);
            if (!answer) return answer.error();
            return read_businesses(*answer);
          }};
}

port::Verb<port::BusinessDetail> SageProvider::business(const port::LedgerAccess& access) const {
  return {get(access, "/businesses/" + text::percent_encode(access.business_id)),
          [id = access.business_id](const http::Outcome& outcome) -> Result<port::BusinessDetail> {
            // This route does not echo the business that was meant; the record itself says which it
            // is.
            auto answer = read_answer(outcome, Act::look);
            if (!answer) return answer.error();
            auto detail = read_business(*answer);
            if (detail && detail->id != id) return unreadable("another business", Act::look);
            return detail;
          }};
}

port::Verb<model::BusinessFacts> SageProvider::business_facts(
    const port::LedgerAccess& access) const {
  return {get(access, "/financial_settings"),
          [id = access.business_id](const http::Outcome& outcome) -> Result<model::BusinessFacts> {
            auto answer = read_answer(outcome, Act::look, id);
            if (!answer) return answer.error();
            return read_financial_settings(*answer);
          }};
}

port::Verb<port::ReferencePage> SageProvider::reference_page(const port::LedgerAccess& access,
                                                             std::string_view kind,
                                                             int page) const {
  const auto route = reference_route(kind, page);
  BYTE8_CHECK(route.has_value());
  return {
      get(access, *route),
      [id = access.business_id, page](const http::Outcome& outcome) -> Result<port::ReferencePage> {
        auto answer = read_answer(outcome, Act::look, id);
        if (!answer) return answer.error();
        return read_page(*answer, page);
      }};
}

void SageProvider::read_reference(std::string_view kind, const json::Array& items,
                                  model::Reference& into) const {
  read_reference_items(kind, items, into);
}

port::Verb<Records> SageProvider::find_contacts(const port::LedgerAccess& access,
                                                std::string_view reference) const {
  const std::string route = search_route(
      "contacts", "search=" + text::percent_encode(reference) + "&contact_type_id=CUSTOMER",
      contact_attributes);
  return {get(access, route),
          [id = access.business_id, wanted = std::string(reference)](const http::Outcome& outcome) {
            return read_found(outcome, id, contact_kind, [&wanted](const json::Value& item) {
              return item.text_or("reference") == wanted;
            });
          }};
}

port::Verb<Records> SageProvider::find_deleted_contacts(const port::LedgerAccess& access,
                                                        std::string_view since_utc) const {
  const std::string route = search_route(
      "contacts", "deleted_since=" + text::percent_encode(since_utc), contact_attributes);
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
      contact_attributes);
  return {get(access, route), [id = access.business_id, wanted](const http::Outcome& outcome) {
            return read_found(outcome, id, contact_kind, [&wanted](const json::Value& item) {
              return folded(item.text_or("email")) == wanted;
            });
          }};
}

port::Verb<Records> SageProvider::find_invoices(const port::LedgerAccess& access,
                                                std::string_view reference) const {
  const std::string route = search_route(
      "sales_invoices", "search=" + text::percent_encode(reference), invoice_attributes);
  return {get(access, route),
          [id = access.business_id, wanted = std::string(reference)](const http::Outcome& outcome) {
            return read_found(outcome, id, invoice_kind, [&wanted](const json::Value& item) {
              return item.text_or("reference") == wanted;
            });
          }};
}

std::string SageProvider::body(const model::LedgerContact& contact,
                               std::string_view idempotency_id) const {
  return contact_body(contact, idempotency_id);
}

std::string SageProvider::body(const model::LedgerInvoice& invoice,
                               std::string_view idempotency_id) const {
  return invoice_body(invoice, idempotency_id);
}

http::Call SageProvider::post(const port::LedgerAccess& access, std::string_view kind,
                              std::string body) const {
  BYTE8_CHECK(kind == contact_kind || kind == invoice_kind);
  http::Call call = get(access, kind == contact_kind ? "/contacts" : "/sales_invoices");
  call.method = "POST";
  call.headers.push_back({"Content-Type", "application/json"});
  call.body = std::move(body);
  return call;
}

Result<model::LedgerRecord> SageProvider::posted(std::string_view kind,
                                                 std::string_view business_id,
                                                 const http::Outcome& outcome) const {
  auto answer = read_answer(outcome, Act::write, business_id);
  if (!answer) return answer.error();
  return read_record(kind, *answer, Act::write);
}

}  // namespace byte8::sage
