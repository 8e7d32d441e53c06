// What a paired store asks of us: the tile, one entity's state, disconnect. Source: spec/wire.md
// §2, §8.

#include <charconv>

#include "api/service.h"
#include "engine/core.h"
#include "lifecycle/revoke.h"
#include "store/facts.h"
#include "store/history.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr Millis day = Millis{24} * 3'600'000;

std::string region_of(const std::string& country) {
  if (country == "GB") return "uk";
  if (country == "IE") return "ie";
  return country == "CA" ? "ca" : "";
}

// The binding a store's admin should be told of: an active one, else one that waits, else the last.
const store::BindingRow* shown_binding(const engine::Directory& directory, std::int64_t store_id) {
  const store::BindingRow* shown = nullptr;
  const auto rank = [](const store::BindingRow& row) {
    return row.status == "active" ? 2 : row.status == "pending" ? 1 : 0;
  };
  for (const store::BindingRow* row : directory.bindings_of_store(store_id)) {
    if (shown == nullptr || rank(*row) >= rank(*shown)) shown = row;
  }
  return shown;
}

// A store that is revoked throughout is paired all the same: the tile then shows the binding's word
// in red instead of asking to finish the set-up.
std::string tenant_status(const store::StoreRow& store, const store::BindingRow* binding) {
  if (store.status == "token_revoked" || store.status == "gone") return "token_revoked";
  if (binding == nullptr || binding->status == "pending") return "pending";
  return "active";
}

json::Value binding_value(const engine::Directory& directory, const store::BindingRow* binding) {
  if (binding == nullptr || binding->status == "pending") return nullptr;
  json::Value value = json::object({{"status", binding->hold.value_or(binding->status)}});
  if (binding->reason) value.set("reason", *binding->reason);
  const store::BusinessRow* business =
      binding->business_id ? directory.business(*binding->business_id) : nullptr;
  const std::string region =
      business == nullptr ? std::string() : region_of(store::facts_of(*business).country);
  if (!region.empty()) value.set("region", region);
  return value;
}

Task<http::Response> tile_health(engine::Ctx ctx, RequestPtr request) {
  const std::int64_t account = request->http->wire_account;
  const std::int64_t store_id = request->http->wire_store;
  const port::Rows rows =
      co_await ctx.ask(store::history::store_numbers(account, store_id, ctx.now().wall - day));
  const store::StoreNumbers numbers = store::history::store_numbers_row(rows.only());
  const engine::Directory& directory = ctx.core().directory();
  const store::StoreRow* store = directory.store(store_id);
  BYTE8_CHECK(store != nullptr);
  const store::BindingRow* binding = shown_binding(directory, store_id);
  const json::Value last_run =
      numbers.last_run_at ? json::Value(utc_text(*numbers.last_run_at)) : json::Value();
  co_return answer(
      200,
      json::object({{"tenant",
                     json::object({{"magento_connection_status", tenant_status(*store, binding)}})},
                    {"binding", binding_value(directory, binding)},
                    {"sync", json::object({{"last_run_at", last_run},
                                           {"pending_count", numbers.pending},
                                           {"failed_24h", numbers.failed_24h}})}}));
}

Task<http::Response> entity_status(engine::Ctx ctx, RequestPtr request) {
  const std::string type = request->parameter("entity_type").value_or("");
  const std::string number = request->parameter("entity_id").value_or("");
  std::int64_t id = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), id);
  if (failed != std::errc() || end != number.data() + number.size()) id = 0;
  const port::Rows rows = co_await ctx.ask(
      store::history::reported(request->http->wire_account, request->http->wire_store, type, id));
  if (!rows.empty()) {
    auto body = json::parse(store::history::reported_view(rows.only()).body);
    if (body) co_return answer(200, *body);
  }
  // Nothing to tell yet is no error: the store would take it for one.
  co_return answer(
      200,
      json::object({{"entity_type", type}, {"magento_entity_id", id}, {"sync_status", "pending"}}));
}

// Always well: what the store shows must not depend on whether anything was left to revoke.
Task<http::Response> disconnect(engine::Ctx ctx, RequestPtr request) {
  const std::int64_t store_id = request->http->wire_store;
  co_await lifecycle::revoke_store(ctx, store_id, "disconnected_in_magento",
                                   "store " + store::id_text("store", store_id));
  co_return answer(200, json::object({}));
}

}  // namespace

void add_wire_routes(Service& service) {
  service.router.add({"GET", "/v1/tile/health", Access::wire, tile_health});
  service.router.add({"GET", "/v1/status", Access::wire, entity_status});
  service.router.add({"POST", "/v1/tenant/disconnect", Access::wire, disconnect});
}

}  // namespace byte8::api
