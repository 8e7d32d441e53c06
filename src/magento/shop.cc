#include "magento/shop.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "magento/base_url.h"
#include "magento/errors.h"
#include "magento/jwt.h"
#include "model/canonical.h"

namespace byte8::magento {
namespace {

constexpr std::string_view provider_key = "sage_accounting";
constexpr std::size_t derived_max = 4'096;  // stores that were busy lately
constexpr std::size_t mirror_column = 64;   // the store cuts longer texts without a word

http::Call call(std::string_view method, std::string_view base_url, std::string_view route) {
  http::Call built{.method = std::string(method),
                   .url = std::string(base_url) + "/rest/V1/byte8" + std::string(route)};
  built.headers.push_back({"Accept", "application/json"});
  return built;
}

void set_body(http::Call& built, const json::Value& body) {
  built.headers.push_back({"Content-Type", "application/json"});
  built.body = json::write(body);
}

// The original module answers a keyless list, ours an object.
Result<port::Ping> read_ping(const json::Value& answer) {
  const json::Value* ok = nullptr;
  const json::Value* tenant = nullptr;
  const json::Value* time = nullptr;
  if (answer.is_array() && answer.array().size() >= 2) {
    ok = &answer.array()[0];
    tenant = &answer.array()[1];
    if (answer.array().size() > 2) time = &answer.array()[2];
  } else if (answer.is_object()) {
    ok = answer.find("ok");
    tenant = answer.find("tenant_id");
    time = answer.find("server_time");
  }
  if (ok == nullptr || !ok->is_bool() || tenant == nullptr || !tenant->is_string()) {
    return unreadable("not a ping");
  }
  if (!ok->boolean()) {
    return Error::coded(Fault::http, "store_unavailable", "The store says that it is not well.");
  }
  port::Ping ping{.tenant_id = tenant->string()};
  if (time != nullptr && time->is_string()) {
    if (auto instant = parse_utc(time->string())) ping.server_time = *instant;
  }
  return ping;
}

Result<std::vector<port::PaymentMethod>> read_payment_methods(const json::Value& answer) {
  if (!answer.is_array()) return unreadable("not a list of payment methods");
  std::vector<port::PaymentMethod> methods;
  for (const json::Value& row : answer.array()) {
    port::PaymentMethod method{.code = row.text_or("code")};
    if (method.code.empty()) continue;
    const json::Value* label = row.find("label");
    if (label != nullptr && label->is_string()) method.label = label->string();
    const json::Value* active = row.find("is_active");
    method.active = active != nullptr && active->is_bool() && active->boolean();
    methods.push_back(std::move(method));
  }
  return methods;
}

// Decodes one entity. The store casts what it does not understand ("1.5" is invoice 1): another
// entity than the one asked for is never taken.
template <typename Entity>
Result<Entity> read_entity(const http::Outcome& outcome, std::int64_t wanted,
                           Result<Entity> (*decode)(const json::Value&),
                           std::int64_t Entity::* id) {
  auto answer = read_answer(outcome, Act::read);
  if (!answer) return answer.error();
  auto entity = decode(*answer);
  if (!entity) return entity;
  if ((*entity).*id != wanted) return unreadable("another document than the one asked for");
  return entity;
}

json::Value nullable(const std::optional<std::string>& value) {
  if (!value) return nullptr;
  return text::cut(*value, mirror_column);
}

json::Value report_body(const port::SyncState& state) {
  json::Value body = json::object({{"entity_type", state.entity_type},
                                   {"magento_entity_id", state.magento_entity_id},
                                   {"provider", provider_key},
                                   {"sync_status", state.sync_status},
                                   {"provider_entity_id", nullable(state.provider_entity_id)},
                                   {"provider_reference", nullable(state.provider_reference)},
                                   {"skip_reason", nullable(state.skip_reason)},
                                   {"error_code", nullable(state.error_code)},
                                   {"last_sync_at", state.last_sync_at}});
  if (state.provider_url) body.set("provider_url", *state.provider_url);
  return body;
}

}  // namespace

const WireKeys& MagentoShop::keys_of(const port::StoreAccess& store) const {
  auto found = derived_.find(store.tenant_id);
  if (found != derived_.end() && found->second.api_key.reveal() == store.api_key.reveal()) {
    return found->second.keys;
  }
  if (derived_.size() >= derived_max) derived_.clear();
  return derived_
      .insert_or_assign(store.tenant_id,
                        Derived{.api_key = store.api_key, .keys = WireKeys(store.api_key)})
      .first->second.keys;
}

http::Call MagentoShop::signed_call(std::string_view method, const port::StoreAccess& store,
                                    std::string_view route, Now now, Rng& rng) const {
  http::Call built = call(method, store.base_url, route);
  const std::string token =
      mint_inbound(keys_of(store), store.tenant_id, now.unix_seconds(), rng.uuid());
  built.headers.insert(built.headers.begin(), {"Authorization", "Bearer " + token});
  return built;
}

Result<std::string> MagentoShop::tidy(std::string_view base_url) const {
  return tidy_base_url(base_url);
}

std::string MagentoShop::store_key(std::string_view base_url) const {
  return magento::store_key(base_url);
}

port::Verb<port::Nothing> MagentoShop::pair(const port::PairRequest& request) const {
  http::Call built = call("POST", request.base_url, "/setup/pair");
  set_body(built, json::object({{"pairing_code", text::trim(request.pairing_code)},
                                {"tenant_id", request.tenant_id},
                                {"byte8_api_key", request.api_key.reveal()},
                                {"ledger_base_url", request.ledger_base_url}}));
  const bool needs_https = require_https_ && request.base_url.starts_with("http://");
  return {std::move(built), [needs_https](const http::Outcome& outcome) -> Result<port::Nothing> {
            if (Status paired = read_pairing(outcome, needs_https); !paired) return paired.error();
            return port::Nothing{};
          }};
}

port::Verb<port::Ping> MagentoShop::ping(const port::StoreAccess& store, Now now, Rng& rng) const {
  return {signed_call("GET", store, "/ping", now, rng),
          [](const http::Outcome& outcome) -> Result<port::Ping> {
            auto answer = read_answer(outcome, Act::read);
            if (!answer) return answer.error();
            return read_ping(*answer);
          }};
}

port::Verb<std::vector<port::PaymentMethod>> MagentoShop::payment_methods(
    const port::StoreAccess& store, Now now, Rng& rng) const {
  return {signed_call("GET", store, "/payment-methods", now, rng),
          [](const http::Outcome& outcome) -> Result<std::vector<port::PaymentMethod>> {
            auto answer = read_answer(outcome, Act::read);
            if (!answer) return answer.error();
            return read_payment_methods(*answer);
          }};
}

port::Verb<model::Invoice> MagentoShop::invoice(const port::StoreAccess& store,
                                                std::int64_t magento_id, Now now, Rng& rng) const {
  return {signed_call("GET", store, "/invoice/" + std::to_string(magento_id), now, rng),
          [magento_id](const http::Outcome& outcome) {
            return read_entity<model::Invoice>(outcome, magento_id, model::decode_invoice,
                                               &model::Invoice::magento_id);
          }};
}

port::Verb<model::CreditMemo> MagentoShop::credit_memo(const port::StoreAccess& store,
                                                       std::int64_t magento_id, Now now,
                                                       Rng& rng) const {
  return {signed_call("GET", store, "/creditmemo/" + std::to_string(magento_id), now, rng),
          [magento_id](const http::Outcome& outcome) {
            return read_entity<model::CreditMemo>(outcome, magento_id, model::decode_credit_memo,
                                                  &model::CreditMemo::magento_id);
          }};
}

port::Verb<model::Payment> MagentoShop::payment(const port::StoreAccess& store,
                                                std::int64_t invoice_id, Now now, Rng& rng) const {
  return {signed_call("GET", store, "/payment/" + std::to_string(invoice_id), now, rng),
          [invoice_id](const http::Outcome& outcome) {
            return read_entity<model::Payment>(outcome, invoice_id, model::decode_payment,
                                               &model::Payment::invoice_id);
          }};
}

port::Verb<model::Customer> MagentoShop::customer(const port::StoreAccess& store,
                                                  std::int64_t magento_id, Now now,
                                                  Rng& rng) const {
  return {signed_call("GET", store, "/customer/" + std::to_string(magento_id), now, rng),
          [magento_id](const http::Outcome& outcome) {
            return read_entity<model::Customer>(outcome, magento_id, model::decode_customer,
                                                &model::Customer::magento_id);
          }};
}

port::Verb<model::Product> MagentoShop::product(const port::StoreAccess& store,
                                                std::int64_t magento_id, Now now, Rng& rng) const {
  return {signed_call("GET", store, "/product/" + std::to_string(magento_id), now, rng),
          [magento_id](const http::Outcome& outcome) {
            return read_entity<model::Product>(outcome, magento_id, model::decode_product,
                                               &model::Product::magento_id);
          }};
}

port::Verb<port::Nothing> MagentoShop::report(const port::StoreAccess& store,
                                              const port::SyncState& state, Now now,
                                              Rng& rng) const {
  http::Call built = signed_call("POST", store, "/sync-state", now, rng);
  set_body(built, report_body(state));
  return {std::move(built), [](const http::Outcome& outcome) -> Result<port::Nothing> {
            auto answer = read_answer(outcome, Act::report);
            if (!answer) return answer.error();
            return port::Nothing{};
          }};
}

}  // namespace byte8::magento
