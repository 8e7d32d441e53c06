// What people do with one run: try it again, leave it, link it to a document that is in Sage
// already, or say which document it is.

#include "api/run_page.h"
#include "api/service.h"
#include "lifecycle/run_adopt.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

std::int64_t run_id(const Request& request) {
  return store::id_of("run", request.captured.at(0)).value_or(0);
}

Task<bool> is_there(engine::Ctx ctx, RequestPtr request) {
  co_return (co_await run_named(ctx, request)).has_value();
}

// The run as it is after an act.
Task<http::Response> run_now(engine::Ctx ctx, RequestPtr request, int status) {
  const auto view = co_await run_named(ctx, request);
  if (!view) co_return not_found(*request);
  co_return answer(status, co_await whole_run(ctx, *view));
}

Task<http::Response> retry(engine::Ctx ctx, RequestPtr request) {
  Fields fields(*request);
  const std::string policy = fields.maybe_text("policy").value_or("newest");
  const lifecycle::RetryWish wish{.newest_policy = policy == "newest",
                                  .accept_difference = fields.maybe_text("accept_difference")};
  auto errors = fields.refused();
  if (policy != "newest" && policy != "accepted") {
    errors.push_back({"policy", "invalid_format", "newest or accepted"});
  }
  if (!errors.empty()) co_return refused(*request, errors);
  const Status done = co_await lifecycle::retry_run(ctx, request->who.account_id, run_id(*request),
                                                    wish, request->who.actor);
  if (!done) co_return problem(*request, done.error());
  co_return co_await run_now(ctx, request, 202);
}

Task<http::Response> ignore(engine::Ctx ctx, RequestPtr request) {
  if (!co_await is_there(ctx, request)) co_return not_found(*request);
  Fields fields(*request);
  const std::string reason = fields.text("reason");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const Status done = co_await lifecycle::ignore_run(ctx, request->who.account_id, run_id(*request),
                                                     reason, request->who.actor);
  if (!done) co_return problem(*request, done.error());
  co_return co_await run_now(ctx, request, 200);
}

json::Value differences_json(const std::vector<lifecycle::Difference>& differences) {
  json::Array list;
  for (const lifecycle::Difference& one : differences) {
    list.push_back(
        json::object({{"field", one.field}, {"store", one.store}, {"ledger", one.ledger}}));
  }
  return list;
}

json::Value candidate_json(const lifecycle::LedgerMatch& match) {
  const model::LedgerRecord& record = match.record;
  const bool contact = record.kind == "contact";
  json::Value value =
      json::object({{"provider_id", record.id},
                    {"kind", record.kind},
                    {"reference", record.reference},
                    {"displayed_as", record.displayed_as},
                    {"url", record.url.empty() ? json::Value() : json::Value(record.url)},
                    {"date", record.date.empty() ? json::Value() : json::Value(record.date)},
                    {"total", nullptr},
                    {"currency", record.currency},
                    {"status", record.status.empty() ? json::Value() : json::Value(record.status)},
                    {"differences", differences_json(match.differences)},
                    {"adoptable", match.differences.empty()}});
  if (!contact) value.set("total", model::text2(record.total));
  return value;
}

Task<http::Response> candidates(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto found =
      co_await lifecycle::ledger_matches(ctx, deps, request->who.account_id, run_id(*request));
  if (!found) co_return problem(*request, found.error());
  json::Array items;
  for (const lifecycle::LedgerMatch& match : *found) items.push_back(candidate_json(match));
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

Task<http::Response> adopt(engine::Ctx ctx, RequestPtr request, Deps deps) {
  if (!co_await is_there(ctx, request)) co_return not_found(*request);
  Fields fields(*request);
  const std::string provider_id = fields.text("provider_id");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto adopted = co_await lifecycle::adopt_record(
      ctx, deps, request->who.account_id, run_id(*request), provider_id, request->who.actor);
  if (adopted.status) co_return co_await run_now(ctx, request, 200);
  if (adopted.differences.empty()) co_return problem(*request, adopted.status.error());
  std::vector<model::FieldError> listed;
  for (const lifecycle::Difference& one : adopted.differences) {
    listed.push_back(
        {one.field, "differs", "the store has " + one.store + ", Sage has " + one.ledger});
  }
  co_return problem(*request, 422, "does_not_match", adopted.status.error().message, listed);
}

Task<http::Response> resolve(engine::Ctx ctx, RequestPtr request, Deps deps) {
  if (!co_await is_there(ctx, request)) co_return not_found(*request);
  Fields fields(*request);
  const std::string as = fields.text("as");
  auto errors = fields.refused();
  if (errors.empty() && as != "same" && as != "new") {
    errors.push_back({"as", "invalid_format", "same or new"});
  }
  if (!errors.empty()) co_return refused(*request, errors);
  const Status done = co_await lifecycle::resolve_run(
      ctx, deps, request->who.account_id, run_id(*request), as == "same", request->who.actor);
  if (!done) co_return problem(*request, done.error());
  co_return co_await run_now(ctx, request, 202);
}

}  // namespace

void add_run_act_routes(Service& service) {
  using Handler = Task<http::Response> (*)(engine::Ctx, RequestPtr, Deps);
  const auto add = [&service](std::string method, std::string pattern, Access access,
                              Handler handler) {
    service.router.add({std::move(method), std::move(pattern), access,
                        [deps = service.deps, handler](engine::Ctx ctx, RequestPtr request) {
                          return handler(ctx, request, deps);
                        }});
  };
  service.router.add({"POST", "/v1/runs/{id}/retry", Access::operate, retry});
  service.router.add({"POST", "/v1/runs/{id}/ignore", Access::operate, ignore});
  add("GET", "/v1/runs/{id}/candidates", Access::read, candidates);
  add("POST", "/v1/runs/{id}/adopt", Access::operate, adopt);
  add("POST", "/v1/runs/{id}/resolve", Access::operate, resolve);
}

}  // namespace byte8::api
