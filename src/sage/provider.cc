#include "sage/provider.h"

#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "sage/errors.h"
#include "sage/kinds.h"
#include "sage/lists.h"
#include "sage/oauth.h"
#include "sage/wire.h"

namespace byte8::sage {
namespace {

http::Headers access_headers(const SecretText& token) {
  return {{"Authorization", "Bearer " + token.reveal()}, {"Accept", "application/json"}};
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

std::string SageProvider::body(const model::LedgerContact& contact,
                               std::string_view idempotency_id) const {
  return contact_body(contact, idempotency_id);
}

std::string SageProvider::body(const model::LedgerDocument& document,
                               std::string_view idempotency_id) const {
  return document_body(document, idempotency_id);
}

std::string SageProvider::body(const model::LedgerPayment& payment,
                               std::string_view idempotency_id) const {
  return payment_body(payment, idempotency_id);
}

std::string SageProvider::body(const model::LedgerAllocation& allocation,
                               std::string_view idempotency_id) const {
  return allocation_body(allocation, idempotency_id);
}

std::string SageProvider::body(const model::LedgerItem& item,
                               std::string_view idempotency_id) const {
  return item_body(item, idempotency_id);
}

std::string SageProvider::body(const model::LedgerMovement& movement,
                               std::string_view idempotency_id) const {
  return movement_body(movement, idempotency_id);
}

std::string SageProvider::change(const model::LedgerContact& contact,
                                 std::string_view idempotency_id) const {
  return contact_change(contact, idempotency_id);
}

http::Call SageProvider::post(const port::LedgerAccess& access, std::string_view kind,
                              std::string_view marker, std::string body) const {
  const auto changed = changed_kind(kind);
  const RecordKind* record = record_kind(changed.value_or(kind));
  BYTE8_CHECK(record != nullptr);
  std::string route = "/" + std::string(record->list);
  if (changed) route += "/" + text::percent_encode(marker);
  http::Call call = get(access, route);
  call.method = changed ? "PUT" : "POST";
  call.headers.push_back({"Content-Type", "application/json"});
  call.body = std::move(body);
  return call;
}

Result<model::LedgerRecord> SageProvider::posted(std::string_view kind,
                                                 std::string_view business_id,
                                                 const http::Outcome& outcome) const {
  auto answer = read_answer(outcome, Act::write, business_id);
  if (!answer) return answer.error();
  return read_record(changed_kind(kind).value_or(kind), *answer, Act::write);
}

}  // namespace byte8::sage
