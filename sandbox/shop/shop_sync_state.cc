// POST /V1/byte8/sync-state: how the chassis tells what became of an entity.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sandbox/shop/php.h"
#include "sandbox/shop/rest_params.h"
#include "sandbox/shop/shop.h"

namespace byte8::sandbox::shop {

namespace {

enum Position : std::size_t {
  entity_type,
  entity_id,
  provider,
  sync_status,
  provider_entity_id,
  provider_reference,
  skip_reason,
  error_code,
  last_sync_at
};

constexpr std::array<Parameter, 9> parameters = {{
    {.camel = "entityType", .snake = "entity_type", .required = true},
    {.camel = "magentoEntityId", .snake = "magento_entity_id", .integer = true, .required = true},
    {.camel = "provider", .snake = "provider", .required = true},
    {.camel = "syncStatus", .snake = "sync_status", .required = true},
    {.camel = "providerEntityId", .snake = "provider_entity_id"},
    {.camel = "providerReference", .snake = "provider_reference"},
    {.camel = "skipReason", .snake = "skip_reason"},
    {.camel = "errorCode", .snake = "error_code"},
    {.camel = "lastSyncAt", .snake = "last_sync_at"},
}};

constexpr std::array<std::string_view, 4> types = {"invoice", "creditmemo", "customer", "product"};
constexpr std::array<std::string_view, 3> statuses = {"synced", "skipped", "failed"};
constexpr std::size_t provider_column = 32;
constexpr std::size_t text_column = 64;

Refusal listed(std::string message, const std::string& value, std::string_view expected) {
  return {.trace = Trace::stack,
          .message = std::move(message),
          .parameters = json::Array{json::Value(value), json::Value(expected)}};
}

std::optional<Refusal> check(const Arguments& given) {
  if (std::ranges::find(types, *given[entity_type]) == types.end()) {
    return listed("Unknown entity_type %1; expected one of: %2", *given[entity_type],
                  "invoice, creditmemo, customer, product");
  }
  if (php::to_int(*given[entity_id]).value_or(0) <= 0) {
    return Refusal{.trace = Trace::stack, .message = "magento_entity_id must be positive"};
  }
  if (given[provider]->empty()) {
    return Refusal{.trace = Trace::stack, .message = "provider must be non-empty"};
  }
  if (std::ranges::find(statuses, *given[sync_status]) == statuses.end()) {
    return listed(
        "Invalid sync_status %1; pending is Magento-side only and must not arrive via callback. "
        "Expected: %2",
        *given[sync_status], "synced, skipped, failed");
  }
  return std::nullopt;
}

std::optional<std::string> cut(const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  return php::column(*value, text_column);
}

}  // namespace

Reply Shop::sync_state(const http::Request& request, Millis now) {
  if (switches_.fail_sync_state.times > 0) {
    --switches_.fail_sync_state.times;
    return refuse(failing(switches_.fail_sync_state), switches_.mode);
  }
  const std::variant<Arguments, Refusal> read = read_arguments(request, parameters, switches_.mode);
  if (const Refusal* refusal = std::get_if<Refusal>(&read)) return refuse(*refusal, switches_.mode);
  const Arguments& given = std::get<Arguments>(read);
  if (const std::optional<Refusal> refusal = check(given)) {
    return refuse(*refusal, switches_.mode);
  }
  const std::string provider_kept = php::column(*given[provider], provider_column);
  const std::int64_t id = php::to_int(*given[entity_id]).value_or(0);
  mirror_.write({.entity_type = *given[entity_type],
                 .magento_id = id,
                 .provider = provider_kept,
                 .sync_status = *given[sync_status],
                 .provider_entity_id = cut(given[provider_entity_id]),
                 .provider_reference = cut(given[provider_reference]),
                 .skip_reason = cut(given[skip_reason]),
                 .error_code = cut(given[error_code]),
                 .last_sync_at = given[last_sync_at] ? php::timestamp(*given[last_sync_at])
                                                     : php::mysql_time(clock(now))});
  if (provider_kept != *given[provider]) {
    // The module reads its row back by the uncut provider and does not find it.
    return refuse({.trace = Trace::stack,
                   .message = "Sync state row vanished immediately after UPSERT for %1/%2 — "
                              "replication lag or race?",
                   .parameters = json::Array{json::Value(*given[entity_type]), json::Value(id)}},
                  switches_.mode);
  }
  return {.json = "[]"};
}

}  // namespace byte8::sandbox::shop
