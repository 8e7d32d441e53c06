// The policy of a binding: read with its ETag, saved whole with If-Match, its versions, and what we
// would suggest.

#include <charconv>

#include "api/service.h"
#include "base/text.h"
#include "engine/core.h"
#include "lifecycle/policy.h"
#include "store/ids.h"
#include "sync/suggest.h"

namespace byte8::api {
namespace {

constexpr std::string_view cursor_prefix = "pol";

std::string etag(std::int64_t version) {
  return "\"" + std::to_string(version) + "\"";
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The version that an If-Match names; nothing for one that names none.
std::optional<std::int64_t> version_of(const std::string* header) {
  if (header == nullptr) return std::nullopt;
  const std::string_view text = text::trim(*header);
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return std::nullopt;
  return whole_number(text.substr(1, text.size() - 2));
}

json::Value version_json(const store::PolicyRow& row) {
  return json::object(
      {{"version", row.version}, {"saved_by", row.saved_by}, {"saved_at", time(row.saved_at)}});
}

json::Value saved_json(const store::PolicyRow& row) {
  auto document = json::parse(row.document);
  BYTE8_CHECK(document.ok());
  json::Value body = version_json(row);
  body.set("policy", *std::move(document));
  return body;
}

http::Response with_etag(json::Value body, std::int64_t version) {
  http::Response response = answer(200, body);
  response.headers.push_back({"ETag", etag(version)});
  return response;
}

// Nothing was saved or suggested yet: the plain defaults.
http::Response defaults() {
  return with_etag(json::object({{"version", 0},
                                 {"saved_by", nullptr},
                                 {"saved_at", nullptr},
                                 {"policy", model::to_json(model::Policy{})},
                                 {"missing", json::Array()}}),
                   0);
}

// With the fields whose value is gone from the lists: they are shown, and kept until a save.
Task<http::Response> get_policy(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto row = co_await lifecycle::current_policy(ctx, binding->id);
  if (!row) co_return defaults();
  json::Array missing;
  const auto basis = co_await lifecycle::policy_basis(ctx, binding->id);
  if (basis) {
    for (std::string& field : lifecycle::missing_values(lifecycle::policy_of(*row), *basis)) {
      missing.emplace_back(std::move(field));
    }
  }
  json::Value body = saved_json(*row);
  body.set("missing", std::move(missing));
  co_return with_etag(std::move(body), row->version);
}

Task<http::Response> put_policy(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  auto document = json::parse(request->http->request.body);
  if (!document || !document->is_object()) {
    co_return problem(*request, 422, "validation", "the body must be the policy as a JSON object",
                      {{"", "invalid_format", "not a JSON object"}});
  }
  const lifecycle::PolicySaved saved = co_await lifecycle::save_policy(
      ctx, binding->id, *document, version_of(request->header("If-Match")), request->who.actor);
  if (saved.saved) {
    json::Value body = saved_json(*saved.saved);
    body.set("missing", json::Array());  // every value was found in the lists a moment ago
    co_return with_etag(std::move(body), saved.saved->version);
  }
  const http::Response plain = problem(*request, *saved.error);
  co_return problem(*request, plain.status, saved.error->code, saved.error->message, saved.fields);
}

Task<http::Response> versions(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, cursor_prefix, {}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const port::Rows rows = co_await ctx.ask(store::policies::list(
      binding->account_id, binding->id, page.before.value_or(INT64_MAX), page.limit + 1));
  json::Array items;
  std::optional<std::string> next;
  std::int64_t last = 0;
  for (const port::Row& found : rows.rows) {
    if (static_cast<std::int64_t>(items.size()) == page.limit) {
      next = store::id_text(cursor_prefix, last);
      break;
    }
    const store::PolicyRow row = store::policies::row(found);
    last = row.version;
    items.push_back(version_json(row));
  }
  co_return answer(200, list_body(std::move(items), next));
}

Task<http::Response> one_version(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  const auto version = whole_number(request->captured.at(1));
  if (!binding || !version) co_return not_found(*request);
  const auto row = co_await lifecycle::policy_version(ctx, binding->id, *version);
  co_return row ? answer(200, saved_json(*row)) : not_found(*request);
}

Task<http::Response> suggestion(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto basis = co_await lifecycle::policy_basis(ctx, binding->id);
  if (!basis) {
    co_return problem(*request, 409, "conflict",
                      "the binding has no business yet: a suggestion is made from its lists");
  }
  const sync::Suggestion made = sync::explained_suggestion(
      basis->reference, basis->business, binding->activated_at.value_or(ctx.now().wall));
  json::Object reasons;
  for (const auto& [field, reason] : made.reasons) reasons.emplace_back(field, reason);
  co_return answer(200, json::object({{"policy", model::to_json(made.policy)},
                                      {"reasons", std::move(reasons)}}));
}

}  // namespace

void add_policy_routes(Service& service) {
  Router& router = service.router;
  const std::string base = "/v1/bindings/{id}/policy";
  router.add({"GET", base, Access::read, get_policy});
  router.add({"PUT", base, Access::admin, put_policy});
  router.add({"GET", base + "/versions", Access::read, versions});
  router.add({"GET", base + "/versions/{n}", Access::read, one_version});
  router.add({"GET", base + "/suggestion", Access::read, suggestion});
}

}  // namespace byte8::api
