// Connecting: the store by its pairing code, Sage by consent, and one of its businesses.

#include "api/render.h"
#include "api/service.h"
#include "engine/core.h"
#include "lifecycle/businesses.h"
#include "lifecycle/connect.h"
#include "lifecycle/consent.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

http::Response refused(const Request& request, const std::vector<model::FieldError>& errors) {
  return problem(request, 422, "validation", "some fields were refused; see errors", errors);
}

// Bindings of the same base URL that lost their partner.
std::vector<std::int64_t> reusable(engine::Ctx ctx, std::int64_t store_id) {
  std::vector<std::int64_t> ids;
  for (const store::BindingRow* row : ctx.core().directory().bindings_of_store(store_id)) {
    if (!row->live()) ids.push_back(row->id);
  }
  return ids;
}

Task<http::Response> connect(engine::Ctx ctx, RequestPtr request, Deps deps) {
  Fields fields(*request);
  const std::string base_url = fields.text("magento_base_url");
  const std::string code = fields.text("pairing_code");
  const auto reuse = fields.maybe_text("reuse_binding_id");
  auto errors = fields.refused();
  if (reuse) {
    errors.push_back({"reuse_binding_id", "not_yet_supported",
                      "pair without it; documents that were synced before are recognised anyway"});
  }
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  const auto connected =
      co_await lifecycle::connect(ctx, deps, account, base_url, code, request->who.actor);
  if (!connected) co_return problem(*request, connected.error());
  json::Value binding = co_await binding_json(ctx, &deps.shop, account, connected->binding_id);
  const std::vector<std::int64_t> old = reusable(ctx, connected->store_id);
  json::Array former = co_await bindings_json(ctx, &deps.shop, account, old);
  const store::StoreRow& store = *ctx.core().directory().store(connected->store_id);
  co_return answer(201, json::object({{"store", store_json(deps.shop, store)},
                                      {"binding", std::move(binding)},
                                      {"reusable", std::move(former)}}));
}

Task<http::Response> authorize(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  Fields fields(*request);
  const auto country = fields.maybe_text("country");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto url = lifecycle::authorize(ctx, deps, binding->id, country, request->who.actor);
  if (!url) co_return problem(*request, url.error());
  co_return answer(200, json::object({{"authorize_url", *url}}));
}

json::Value candidate_json(const lifecycle::Candidate& candidate) {
  json::Value bound_by;
  if (!candidate.bound_store.empty()) {
    bound_by =
        json::object({{"binding_id", candidate.bound_by
                                         ? json::Value(store::id_text("bind", *candidate.bound_by))
                                         : json::Value()},
                      {"store", candidate.bound_store}});
  }
  const auto filled = [](const std::string& text) {
    return text.empty() ? json::Value() : json::Value(text);
  };
  return json::object({{"provider_business_id", candidate.business.id},
                       {"name", candidate.business.name},
                       {"country", filled(candidate.country)},
                       {"usable", candidate.usable},
                       {"why_not", filled(candidate.why_not)},
                       {"bound_by", std::move(bound_by)}});
}

Task<http::Response> list_businesses(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto candidates = co_await lifecycle::businesses(ctx, binding->id);
  if (!candidates) co_return problem(*request, candidates.error());
  json::Array items;
  for (const lifecycle::Candidate& one : *candidates) items.push_back(candidate_json(one));
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

Task<http::Response> choose(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  Fields fields(*request);
  const std::string business = fields.text("provider_business_id");
  const bool confirmed = fields.flag("confirm_different_business", false);
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status chosen = co_await lifecycle::choose_business(ctx, binding->id, business, confirmed,
                                                      request->who.actor);
  if (!chosen) co_return problem(*request, chosen.error());
  co_return answer(202, co_await binding_json(ctx, &deps.shop, binding->account_id, binding->id));
}

}  // namespace

void add_connect_routes(Service& service) {
  const Deps deps = service.deps;
  Router& router = service.router;
  router.add({"POST", "/v1/magento/connect", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return connect(ctx, request, deps); }});
  // The state inside the address is kept as a hash only.
  router.add({"POST", "/v1/bindings/{id}/sage/authorize", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return authorize(ctx, request, deps); },
              true});
  router.add({"GET", "/v1/bindings/{id}/sage/businesses", Access::admin, list_businesses});
  router.add({"POST", "/v1/bindings/{id}/sage/business", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return choose(ctx, request, deps); }});
}

}  // namespace byte8::api
