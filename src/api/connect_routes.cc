// Connecting: the store by its pairing code, Sage by consent, and one of its businesses.

#include "api/render.h"
#include "api/service.h"
#include "base/crypto.h"
#include "engine/core.h"
#include "lifecycle/businesses.h"
#include "lifecycle/connect.h"
#include "lifecycle/consent.h"
#include "lifecycle/reuse.h"
#include "lifecycle/subscription.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

// Bindings of the same base URL that lost their partner, newest first.
std::vector<std::int64_t> reusable(engine::Ctx ctx, const lifecycle::Connected& connected) {
  std::vector<std::int64_t> ids;
  for (const store::BindingRow* row :
       ctx.core().directory().bindings_of_store(connected.store_id)) {
    const bool alone = row->status == "active" && connected.had_lost_contact;
    if (row->id != connected.binding_id && (!row->live() || alone)) ids.push_back(row->id);
  }
  return {ids.rbegin(), ids.rend()};
}

Error renamed(Error error, std::string_view from, std::string to) {
  if (error.field == from) error.field = std::move(to);
  return error;
}

// The binding that the pairing shall go to, found before the store is asked and its code burnt.
Result<std::int64_t> wanted_reuse(engine::Ctx ctx, const Deps& deps, std::int64_t account,
                                  const std::string& base_url, const std::string& named) {
  const auto tidy = deps.shop.tidy(base_url);
  const store::StoreRow* store = tidy ? ctx.core().directory().store_at(account, *tidy) : nullptr;
  const std::int64_t id = store::id_of("bind", named).value_or(0);
  if (Status may = lifecycle::reusable(ctx, account, store == nullptr ? 0 : store->id, id); !may) {
    return renamed(may.error(), "binding_id", "reuse_binding_id");
  }
  return id;
}

Task<http::Response> connected_answer(engine::Ctx ctx, RequestPtr request, Deps deps,
                                      lifecycle::Connected connected, std::int64_t shown) {
  const std::int64_t account = request->who.account_id;
  std::vector<std::int64_t> old = reusable(ctx, connected);
  std::erase(old, shown);
  json::Value binding = co_await binding_json(ctx, &deps.shop, account, shown);
  json::Array former = co_await bindings_json(ctx, &deps.shop, account, old);
  const store::StoreRow& store = *ctx.core().directory().store(connected.store_id);
  co_return answer(201, json::object({{"store", store_json(deps.shop, store)},
                                      {"binding", std::move(binding)},
                                      {"reusable", std::move(former)}}));
}

Task<http::Response> connect(engine::Ctx ctx, RequestPtr request, Deps deps) {
  Fields fields(*request);
  const std::string base_url = fields.text("magento_base_url");
  const std::string code = fields.text("pairing_code");
  const auto named = fields.maybe_text("reuse_binding_id");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  if (Status may = co_await lifecycle::may_connect(ctx, account); !may) {
    co_return problem(*request, may.error());
  }
  Result<std::int64_t> older = 0;
  if (named) older = wanted_reuse(ctx, deps, account, base_url, *named);
  if (!older) co_return problem(*request, older.error());
  const auto connected =
      co_await lifecycle::connect(ctx, deps, account, base_url, code, request->who.actor);
  if (!connected) co_return problem(*request, connected.error());
  if (!named) {
    co_return co_await connected_answer(ctx, request, deps, *connected, connected->binding_id);
  }
  // The code is burnt: the pairing stands whatever comes of this, as a binding of its own.
  Status reused = co_await lifecycle::reuse(ctx, connected->binding_id, *older, request->who.actor);
  if (!reused) {
    co_return problem(*request, renamed(reused.error(), "binding_id", "reuse_binding_id"));
  }
  co_return co_await connected_answer(ctx, request, deps, *connected, *older);
}

Task<http::Response> reuse(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  Fields fields(*request);
  const std::string named = fields.text("binding_id");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  if (Status may = co_await lifecycle::may_connect(ctx, binding->account_id); !may) {
    co_return problem(*request, may.error());
  }
  const std::int64_t older = store::id_of("bind", named).value_or(0);
  Status reused = co_await lifecycle::reuse(ctx, binding->id, older, request->who.actor);
  if (!reused) co_return problem(*request, reused.error());
  co_return answer(200, co_await binding_json(ctx, &deps.shop, binding->account_id, older));
}

Task<http::Response> further(engine::Ctx ctx, RequestPtr request, Deps deps) {
  Fields fields(*request);
  const std::string named = fields.text("store_id");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  if (Status may = co_await lifecycle::may_connect(ctx, account); !may) {
    co_return problem(*request, may.error());
  }
  const std::int64_t store = store::id_of("store", named).value_or(0);
  const auto made = co_await lifecycle::further_binding(ctx, account, store, request->who.actor);
  if (!made) co_return problem(*request, made.error());
  co_return answer(201, co_await binding_json(ctx, &deps.shop, account, *made));
}

Task<http::Response> authorize(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  Fields fields(*request);
  const auto country = fields.maybe_text("country");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  // Begun by a person in a browser, it is finished in that browser.
  std::optional<std::string> session;
  if (request->who.session) session = crypto::sha256_hex(request->who.session_token);
  const auto url =
      lifecycle::authorize(ctx, deps, binding->id, country, request->who.actor, session);
  if (!url) co_return problem(*request, url.error());
  co_return answer(200, json::object({{"authorize_url", *url}}));
}

}  // namespace

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

namespace {

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
  router.add({"POST", "/v1/bindings/{id}/reuse", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return reuse(ctx, request, deps); }});
  router.add({"POST", "/v1/bindings", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return further(ctx, request, deps); }});
  // The state inside the address is kept as a hash only.
  router.add({"POST", "/v1/bindings/{id}/sage/authorize", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return authorize(ctx, request, deps); },
              true});
  router.add({"GET", "/v1/bindings/{id}/sage/businesses", Access::admin, list_businesses});
  router.add({"POST", "/v1/bindings/{id}/sage/business", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return choose(ctx, request, deps); }});
}

}  // namespace byte8::api
