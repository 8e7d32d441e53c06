// One store: how it is, and asking it now.

#include "api/render.h"
#include "api/service.h"
#include "engine/core.h"
#include "lifecycle/contact.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

std::optional<std::int64_t> store_named(engine::Ctx ctx, const Request& request) {
  const auto id = store::id_of("store", request.captured.at(0));
  if (!id) return std::nullopt;
  const store::StoreRow* store = ctx.core().directory().store(*id);
  const bool mine =
      store != nullptr && store->account_id == request.who.account_id && store->status != "pairing";
  return mine ? id : std::nullopt;
}

Task<http::Response> one_store(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto id = store_named(ctx, *request);
  if (!id) co_return not_found(*request);
  co_return answer(200, store_json(deps.shop, *ctx.core().directory().store(*id)));
}

Task<http::Response> check(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto id = store_named(ctx, *request);
  if (!id) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) {
    co_return problem(*request, 422, "validation", "some fields were refused; see errors", errors);
  }
  co_await lifecycle::check_store(ctx, deps, *id);
  co_return answer(200, store_json(deps.shop, *ctx.core().directory().store(*id)));
}

}  // namespace

void add_store_routes(Service& service) {
  const Deps deps = service.deps;
  service.router.add(
      {"GET", "/v1/stores/{id}", Access::read,
       [deps](engine::Ctx ctx, RequestPtr request) { return one_store(ctx, request, deps); }});
  service.router.add(
      {"POST", "/v1/stores/{id}/check", Access::operate,
       [deps](engine::Ctx ctx, RequestPtr request) { return check(ctx, request, deps); }});
}

}  // namespace byte8::api
