// A link that lets a merchant or accountant without a login finish the Sage side of one binding:
// made and taken back by an admin, used by whoever holds it.

#include "api/render.h"
#include "api/service.h"
#include "base/crypto.h"
#include "custody/audit_chain.h"
#include "engine/core.h"
#include "lifecycle/businesses.h"
#include "lifecycle/consent.h"
#include "lifecycle/subscription.h"
#include "store/consent_links.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

constexpr Millis link_life = Millis{7} * 86'400'000;
constexpr std::size_t token_bytes = 32;

Task<http::Response> make_link(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto asked = binding_named(ctx, *request);
  if (!asked) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, asked->account_id);
  const auto binding = binding_named(ctx, *request);
  if (!binding || !binding->live()) {
    co_return problem(*request, 409, "conflict", "the binding is revoked: connect it anew");
  }
  const std::string token = crypto::base64url(crypto::random_bytes(token_bytes));
  store::ConsentLinkRow row;
  row.account_id = binding->account_id;
  row.binding_id = binding->id;
  row.token_hash = crypto::sha256_hex(token);
  row.made_by = request->who.actor;
  row.expires_at = ctx.now().wall + link_life;
  ctx.write(store::consent_links::put(row));
  chain.append(ctx, request->who.actor, "binding.consent_link_made",
               store::id_text("bind", binding->id), "", "");
  co_return answer(201, json::object({{"url", deps.public_url + "/consent/" + token},
                                      {"expires_at", time(row.expires_at)}}));
}

Task<http::Response> take_link_back(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, binding->account_id);
  ctx.write(store::consent_links::remove(binding->account_id, binding->id));
  chain.append(ctx, request->who.actor, "binding.consent_link_removed",
               store::id_text("bind", binding->id), "", "");
  co_return http::Response{.status = 204};
}

// The live binding whose link the path holds.
Task<std::optional<store::BindingRow>> linked(engine::Ctx ctx, RequestPtr request) {
  const port::Rows rows =
      co_await ctx.ask(store::consent_links::find(crypto::sha256_hex(request->captured.at(0))));
  if (rows.empty()) co_return std::nullopt;
  const store::ConsentLinkRow row = store::consent_links::row(rows.only());
  if (row.expires_at <= ctx.now().wall) co_return std::nullopt;
  const store::BindingRow* binding = ctx.core().directory().binding(row.binding_id);
  if (binding == nullptr || !binding->live()) co_return std::nullopt;
  co_return *binding;
}

http::Response no_link(const Request& request) {
  return problem(request, 404, "not_found",
                 "this link is not good any more: ask whoever sent it for a new one");
}

// Nothing but what the holder needs to know whom this is about.
Task<http::Response> show(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = co_await linked(ctx, request);
  if (!binding) co_return no_link(*request);
  const engine::Directory& directory = ctx.core().directory();
  const store::StoreRow* store = directory.store(binding->store_id);
  const store::BusinessRow* business =
      binding->business_id ? directory.business(*binding->business_id) : nullptr;
  json::Array countries;
  for (const std::string_view country : ctx.core().provider().facts().countries) {
    countries.push_back(country);
  }
  co_return answer(
      200,
      json::object({{"store", store == nullptr ? json::Value()
                                               : json::Value(deps.shop.store_key(store->base_url))},
                    {"business", business == nullptr ? json::Value() : json::Value(business->name)},
                    {"status", binding->hold.value_or(binding->status)},
                    {"countries", std::move(countries)}}));
}

Task<http::Response> authorize(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = co_await linked(ctx, request);
  if (!binding) co_return no_link(*request);
  Fields fields(*request);
  const auto country = fields.maybe_text("country");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  // Any browser may come back: the link was sent to somebody.
  const auto url = lifecycle::authorize(ctx, deps, binding->id, country, "consent link");
  if (!url) co_return problem(*request, url.error());
  co_return answer(200, json::object({{"authorize_url", *url}}));
}

Task<http::Response> list_businesses(engine::Ctx ctx, RequestPtr request) {
  const auto binding = co_await linked(ctx, request);
  if (!binding) co_return no_link(*request);
  const auto candidates = co_await lifecycle::businesses(ctx, binding->id);
  if (!candidates) co_return problem(*request, candidates.error());
  json::Array items;
  for (const lifecycle::Candidate& one : *candidates) items.push_back(candidate_json(one));
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

Task<http::Response> choose(engine::Ctx ctx, RequestPtr request) {
  const auto binding = co_await linked(ctx, request);
  if (!binding) co_return no_link(*request);
  Fields fields(*request);
  const std::string business = fields.text("provider_business_id");
  const bool confirmed = fields.flag("confirm_different_business", false);
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status chosen =
      co_await lifecycle::choose_business(ctx, binding->id, business, confirmed, "consent link");
  if (!chosen) co_return problem(*request, chosen.error());
  const store::BindingRow* now = ctx.core().directory().binding(binding->id);
  co_return answer(202, json::object({{"status", now == nullptr ? binding->status : now->status}}));
}

}  // namespace

void add_consent_link_routes(Service& service) {
  const Deps deps = service.deps;
  Router& router = service.router;
  router.add({"POST", "/v1/bindings/{id}/consent-link", Access::admin,
              [deps](engine::Ctx ctx, RequestPtr request) { return make_link(ctx, request, deps); },
              true});
  router.add({"DELETE", "/v1/bindings/{id}/consent-link", Access::admin, take_link_back});
  router.add({"GET", "/v1/consent-links/{token}", Access::open,
              [deps](engine::Ctx ctx, RequestPtr request) { return show(ctx, request, deps); }});
  router.add(
      {"POST", "/v1/consent-links/{token}/authorize", Access::open,
       [deps](engine::Ctx ctx, RequestPtr request) { return authorize(ctx, request, deps); }});
  router.add({"GET", "/v1/consent-links/{token}/businesses", Access::open, list_businesses});
  router.add({"POST", "/v1/consent-links/{token}/business", Access::open, choose});
}

}  // namespace byte8::api
