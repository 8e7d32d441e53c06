// What a binding did and can do again: its mapping, reports and cancelled runs; what its store
// offers; and forgetting a kept grant.

#include <algorithm>
#include <charconv>
#include <set>

#include "api/render.h"
#include "api/service.h"
#include "base/crypto.h"
#include "custody/audit_chain.h"
#include "custody/kept.h"
#include "engine/core.h"
#include "lifecycle/policy.h"
#include "lifecycle/restore.h"
#include "store/ids.h"
#include "store/mappings.h"
#include "store/postings.h"
#include "sync/world.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

Task<http::Response> rerun(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto count = co_await lifecycle::rerun(ctx, binding->id, request->who.actor);
  if (!count) co_return problem(*request, count.error());
  // All of them are queued by this very call: there is no progress to follow.
  co_return answer(202, json::object({{"bulk_id", nullptr}, {"count", *count}}));
}

Task<http::Response> reports(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  if (!binding->live()) {
    co_return problem(*request, 409, "conflict",
                      "the binding is revoked: the store does not listen; connect it anew first");
  }
  const std::int64_t count =
      co_await lifecycle::send_reports_again(ctx, binding->account_id, binding->store_id);
  co_return answer(202, json::object({{"count", count}}));
}

Task<http::Response> forget_grant(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  if (binding->live()) {
    co_return problem(*request, 409, "conflict",
                      "the binding is live and uses its grant: disconnect it instead");
  }
  if (co_await custody::find_kept(ctx, binding->account_id, binding->id)) {
    {
      custody::AuditChain chain = co_await custody::audit_chain(ctx, binding->account_id);
      chain.append(ctx, request->who.actor, "binding.grant_forgotten",
                   store::id_text("bind", binding->id), "kept", "");
    }
    co_await custody::end_kept(ctx, binding->account_id, binding->id);
  }
  co_return answer(200, co_await binding_json(ctx, &deps.shop, binding->account_id, binding->id));
}

Task<http::Response> payment_methods(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  auto access =
      sync::open_store(*ctx.core().directory().store(binding->store_id), ctx.core().sealer());
  BYTE8_CHECK(access.ok());
  const engine::Target target{.peer = engine::Target::Peer::store, .id = binding->store_id};
  const auto methods = co_await ctx.call(deps.shop.payment_methods(*access, ctx.now(), ctx.rng()),
                                         target, "read_payment_methods");
  // Older modules have no such route: the page takes free text then.
  const bool unknown = !methods && methods.error().fault == Fault::not_found;
  if (!methods && !unknown) {
    co_return problem(*request, 503, "unavailable",
                      "The store did not answer: " + methods.error().message);
  }
  json::Array items;
  if (methods) {
    for (const port::PaymentMethod& one : *methods) {
      items.push_back(
          json::object({{"code", one.code}, {"label", one.label}, {"is_active", one.active}}));
    }
  }
  json::Value body = list_body(std::move(items), std::nullopt);
  body.set("supported", !unknown);
  co_return answer(200, body);
}

// The original module does not list its websites: the ids that the store's filters name.
Task<http::Response> websites(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  std::vector<std::int64_t> of_store;
  for (const store::BindingRow* row : ctx.core().directory().bindings_of_store(binding->store_id)) {
    of_store.push_back(row->id);
  }
  std::set<std::int64_t> ids;
  for (const std::int64_t id : of_store) {
    const auto row = co_await lifecycle::current_policy(ctx, id);
    if (!row) continue;
    auto value = json::parse(row->document);
    std::vector<model::FieldError> ignored;
    auto policy = value ? model::parse_policy(*value, ignored) : value.error();
    if (policy) ids.insert(policy->website_filter.begin(), policy->website_filter.end());
  }
  json::Array items;
  for (const std::int64_t id : ids) {
    items.push_back(
        json::object({{"website_id", id}, {"name", nullptr}, {"stores", json::Array()}}));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

json::Value mapping_json(const store::XrefRow& row) {
  std::int64_t number = 0;
  const std::string& key = row.magento_key;
  const auto [end, failed] = std::from_chars(key.data(), key.data() + key.size(), number);
  const bool whole = failed == std::errc() && end == key.data() + key.size();
  return json::object(
      {{"kind", row.kind},
       {"magento_id", whole ? json::Value(number) : json::Value()},
       {"magento_key", key},
       {"magento_reference",
        row.fingerprint.empty() ? json::Value() : json::Value(row.fingerprint)},
       {"provider_id", row.provider_id},
       {"provider_reference", row.displayed_as.empty() ? row.reference : row.displayed_as},
       {"provider_url", row.url.empty() ? json::Value() : json::Value(row.url)},
       {"created_at", time(row.created_at)}});
}

// A cursor of this list is the last kind and key, so that it survives what is added meanwhile.
void read_cursor(const std::string& cursor, store::mappings::Filter& filter,
                 std::vector<model::FieldError>& errors) {
  const auto plain = crypto::base64url_decode(cursor);
  const std::size_t cut = plain ? plain->find('\n') : std::string::npos;
  if (cut == std::string::npos) {
    errors.push_back({"cursor", "invalid_format", "not a cursor of this list"});
    return;
  }
  filter.after_kind = plain->substr(0, cut);
  filter.after_key = plain->substr(cut + 1);
}

store::mappings::Filter filter_of(const Request& request, std::vector<model::FieldError>& errors) {
  store::mappings::Filter filter;
  Request without = request;
  std::erase_if(without.query, [](const auto& pair) { return pair.first == "cursor"; });
  filter.limit = page_of(without, "xref", {"kind", "magento_id"}, errors).limit;
  filter.kind = request.parameter("kind").value_or("");
  filter.magento_key = request.parameter("magento_id").value_or("");
  if (const auto cursor = request.parameter("cursor")) read_cursor(*cursor, filter, errors);
  return filter;
}

Task<http::Response> mapping(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  std::vector<model::FieldError> errors;
  store::mappings::Filter filter = filter_of(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const auto limit = static_cast<std::size_t>(filter.limit);
  filter.limit += 1;  // one more tells whether there is a next page
  const port::Rows rows = co_await ctx.ask(store::mappings::list(
      binding->account_id, binding->store_id, binding->business_id.value_or(0), filter));
  json::Array items;
  std::optional<std::string> next;
  std::string last;
  for (const port::Row& found : rows.rows) {
    if (items.size() == limit) {
      next = crypto::base64url(last);
      break;
    }
    const store::XrefRow row = store::xrefs::row(found);
    last = row.kind + "\n" + row.magento_key;
    items.push_back(mapping_json(row));
  }
  co_return answer(200, list_body(std::move(items), next));
}

}  // namespace

void add_binding_work_routes(Service& service) {
  const Deps deps = service.deps;
  Router& router = service.router;
  router.add({"POST", "/v1/bindings/{id}/rerun", Access::operate, rerun});
  router.add({"POST", "/v1/bindings/{id}/reports", Access::operate, reports});
  router.add(
      {"DELETE", "/v1/bindings/{id}/sage/grant", Access::admin,
       [deps](engine::Ctx ctx, RequestPtr request) { return forget_grant(ctx, request, deps); }});
  router.add({"GET", "/v1/bindings/{id}/magento-payment-methods", Access::read,
              [deps](engine::Ctx ctx, RequestPtr request) {
                return payment_methods(ctx, request, deps);
              }});
  router.add({"GET", "/v1/bindings/{id}/websites", Access::read, websites});
  router.add({"GET", "/v1/bindings/{id}/xref", Access::read, mapping});
}

}  // namespace byte8::api
