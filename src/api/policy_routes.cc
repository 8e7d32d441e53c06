// The policy of a binding: read with its ETag, saved whole with If-Match.

#include <charconv>

#include "api/service.h"
#include "base/text.h"
#include "lifecycle/policy.h"

namespace byte8::api {
namespace {

std::string etag(std::int64_t version) {
  return "\"" + std::to_string(version) + "\"";
}

// The version that an If-Match names; nothing for one that names none.
std::optional<std::int64_t> version_of(const std::string* header) {
  if (header == nullptr) return std::nullopt;
  std::string_view text = text::trim(*header);
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::int64_t version = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return version;
}

http::Response policy_answer(std::int64_t version, json::Value saved_by, json::Value saved_at,
                             json::Value document) {
  http::Response response = answer(200, json::object({{"version", version},
                                                      {"saved_by", std::move(saved_by)},
                                                      {"saved_at", std::move(saved_at)},
                                                      {"policy", std::move(document)}}));
  response.headers.push_back({"ETag", etag(version)});
  return response;
}

http::Response saved_answer(const store::PolicyRow& row) {
  auto document = json::parse(row.document);
  BYTE8_CHECK(document.ok());
  return policy_answer(row.version, row.saved_by, time(row.saved_at), *std::move(document));
}

Task<http::Response> get_policy(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto row = co_await lifecycle::current_policy(ctx, binding->id);
  if (row) co_return saved_answer(*row);
  // Nothing was saved or suggested yet: the plain defaults.
  co_return policy_answer(0, nullptr, nullptr, model::to_json(model::Policy{}));
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
  if (saved.saved) co_return saved_answer(*saved.saved);
  const http::Response plain = problem(*request, *saved.error);
  co_return problem(*request, plain.status, saved.error->code, saved.error->message, saved.fields);
}

}  // namespace

void add_policy_routes(Service& service) {
  service.router.add({"GET", "/v1/bindings/{id}/policy", Access::read, get_policy});
  service.router.add({"PUT", "/v1/bindings/{id}/policy", Access::admin, put_policy});
}

}  // namespace byte8::api
