// Stores and bindings: what there is, and stopping it.

#include <algorithm>

#include "api/render.h"
#include "api/service.h"
#include "engine/core.h"
#include "lifecycle/pause.h"
#include "lifecycle/revoke.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using ShopPtr = const port::Shop*;

// A page of ids, newest first, and the cursor of the next one.
struct IdPage {
  std::vector<std::int64_t> ids;
  std::optional<std::string> next;
};

IdPage page_through(std::vector<std::int64_t> ids, const Page& page, std::string_view prefix) {
  std::ranges::sort(ids, std::greater<>());
  if (page.before) std::erase_if(ids, [&page](std::int64_t id) { return id >= *page.before; });
  IdPage result;
  const auto limit = static_cast<std::size_t>(page.limit);
  if (ids.size() > limit) {
    ids.resize(limit);
    result.next = store::id_text(prefix, ids.back());
  }
  result.ids = std::move(ids);
  return result;
}

http::Response list_stores(engine::Ctx ctx, const Request& request, const port::Shop& shop) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(request, "store", {}, errors);
  if (!errors.empty()) return refused(request, errors);
  std::vector<std::int64_t> ids;
  for (const auto& [id, store] : ctx.core().directory().stores()) {
    // One that never took its key is no store of ours yet.
    if (store.account_id == request.who.account_id && store.status != "pairing") ids.push_back(id);
  }
  const IdPage found = page_through(std::move(ids), page, "store");
  json::Array items;
  for (const std::int64_t id : found.ids) {
    items.push_back(store_json(shop, *ctx.core().directory().store(id)));
  }
  return answer(200, list_body(std::move(items), found.next));
}

Task<http::Response> stores(engine::Ctx ctx, RequestPtr request, ShopPtr shop) {
  co_return list_stores(ctx, *request, *shop);
}

Task<http::Response> list_bindings(engine::Ctx ctx, RequestPtr request, ShopPtr shop) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, "bind", {}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  std::vector<std::int64_t> ids;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id == request->who.account_id) ids.push_back(id);
  }
  IdPage found = page_through(std::move(ids), page, "bind");
  json::Array items = co_await bindings_json(ctx, shop, request->who.account_id, found.ids);
  co_return answer(200, list_body(std::move(items), found.next));
}

Task<http::Response> shown(engine::Ctx ctx, RequestPtr request, ShopPtr shop, std::int64_t id) {
  co_return answer(200, co_await binding_json(ctx, shop, request->who.account_id, id));
}

Task<http::Response> one_binding(engine::Ctx ctx, RequestPtr request, ShopPtr shop) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  co_return co_await shown(ctx, request, shop, binding->id);
}

using Change = Task<Status> (*)(engine::Ctx, std::int64_t, std::string);

Task<http::Response> change(engine::Ctx ctx, RequestPtr request, ShopPtr shop, Change how) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status changed = co_await how(ctx, binding->id, request->who.actor);
  if (!changed) co_return problem(*request, changed.error());
  co_return co_await shown(ctx, request, shop, binding->id);
}

// What the store will notice: nothing until its next event, unless another binding still takes
// those.
json::Value store_notice(engine::Ctx ctx, std::int64_t store_id) {
  for (const store::BindingRow* other : ctx.core().directory().bindings_of_store(store_id)) {
    if (other->live()) return nullptr;
  }
  return "The store is not told. Its next events are refused with 401 and dead-letter there; "
         "disconnect it in Magento as well.";
}

Task<http::Response> disconnect(engine::Ctx ctx, RequestPtr request, ShopPtr shop) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const std::string became =
      co_await lifecycle::revoke(ctx, binding->id, "disconnected_in_dashboard", request->who.actor);
  json::Value shown = co_await binding_json(ctx, shop, binding->account_id, binding->id);
  co_return answer(200, json::object({{"binding", std::move(shown)},
                                      {"sage_revoke", became},
                                      {"store_notice", store_notice(ctx, binding->store_id)}}));
}

}  // namespace

std::optional<store::BindingRow> binding_named(engine::Ctx ctx, const Request& request) {
  const auto id = store::id_of("bind", request.captured.at(0));
  if (!id) return std::nullopt;
  const store::BindingRow* binding = ctx.core().directory().binding(*id);
  if (binding == nullptr || binding->account_id != request.who.account_id) return std::nullopt;
  return *binding;
}

void add_binding_routes(Service& service) {
  const ShopPtr shop = &service.deps.shop;
  Router& router = service.router;
  router.add({"GET", "/v1/stores", Access::read,
              [shop](engine::Ctx ctx, RequestPtr request) { return stores(ctx, request, shop); }});
  router.add({"GET", "/v1/bindings", Access::read, [shop](engine::Ctx ctx, RequestPtr request) {
                return list_bindings(ctx, request, shop);
              }});
  router.add(
      {"GET", "/v1/bindings/{id}", Access::read,
       [shop](engine::Ctx ctx, RequestPtr request) { return one_binding(ctx, request, shop); }});
  router.add({"POST", "/v1/bindings/{id}/pause", Access::operate,
              [shop](engine::Ctx ctx, RequestPtr request) {
                return change(ctx, request, shop, lifecycle::pause);
              }});
  router.add({"POST", "/v1/bindings/{id}/resume", Access::operate,
              [shop](engine::Ctx ctx, RequestPtr request) {
                return change(ctx, request, shop, lifecycle::resume);
              }});
  router.add(
      {"POST", "/v1/bindings/{id}/disconnect", Access::admin,
       [shop](engine::Ctx ctx, RequestPtr request) { return disconnect(ctx, request, shop); }});
}

}  // namespace byte8::api
