// Runs: the list with its filters, one of them with its attempts, and trying again.

#include <array>

#include "api/render.h"
#include "api/service.h"
#include "engine/core.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using store::RunView;

struct Filter {
  std::string_view name;
  std::vector<std::string> store::RunFilter::* values;
};
constexpr std::array<Filter, 7> filters = {{{"binding", &store::RunFilter::bindings},
                                            {"status", &store::RunFilter::statuses},
                                            {"event", &store::RunFilter::events},
                                            {"reason", &store::RunFilter::reasons},
                                            {"code", &store::RunFilter::codes},
                                            {"magento_entity_id", &store::RunFilter::magento_ids},
                                            {"reference", &store::RunFilter::references}}};

// Another account's binding, or none at all, has no runs here.
std::string binding_number(const std::string& id) {
  return std::to_string(store::id_of("bind", id).value_or(0));
}

store::RunFilter filter_of(const Request& request, std::vector<model::FieldError>& errors) {
  store::RunFilter filter;
  std::vector<std::string_view> names;
  for (const Filter& one : filters) names.push_back(one.name);
  const Page page = page_of(request, "run", names, errors);
  filter.limit = page.limit;
  filter.before = page.before;
  for (const auto& [key, value] : request.query) {
    for (const Filter& one : filters) {
      if (one.name != key) continue;
      (filter.*one.values).push_back(key == "binding" ? binding_number(value) : value);
    }
  }
  return filter;
}

Task<http::Response> list_runs(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  store::RunFilter filter = filter_of(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t limit = filter.limit;
  filter.limit += 1;  // one more tells whether there is a next page
  const port::Rows rows = co_await ctx.ask(store::history::list(request->who.account_id, filter));
  json::Array items;
  std::optional<std::string> next;
  std::int64_t last = 0;
  for (const port::Row& row : rows.rows) {
    if (static_cast<std::int64_t>(items.size()) == limit) {
      next = store::id_text("run", last);
      break;
    }
    const RunView view = store::history::view(row);
    last = view.run.id;
    items.push_back(run_json(view));
  }
  co_return answer(200, list_body(std::move(items), next));
}

Task<std::optional<RunView>> run_named(engine::Ctx ctx, RequestPtr request) {
  const auto id = store::id_of("run", request->captured.at(0));
  if (!id) co_return std::nullopt;
  const port::Rows rows = co_await ctx.ask(store::history::find(request->who.account_id, *id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::history::view(rows.only());
}

Task<json::Value> whole_run(engine::Ctx ctx, RunView view) {
  json::Value body = run_json(view);
  const store::RunRow& run = view.run;
  const port::Rows rows = co_await ctx.ask(store::history::attempts(run.account_id, run.id));
  json::Array attempts;
  for (const port::Row& row : rows.rows) {
    attempts.push_back(attempt_json(store::history::attempt(row)));
  }
  body.set("exchanges", static_cast<std::int64_t>(attempts.size()));
  body.set("attempts", std::move(attempts));
  const port::Rows reported = co_await ctx.ask(
      store::history::reported(run.account_id, run.store_id, run.entity_kind, run.magento_id));
  body.set("reported", reported.empty()
                           ? json::Value()
                           : reported_json(store::history::reported_view(reported.only())));
  co_return body;
}

Task<http::Response> one_run(engine::Ctx ctx, RequestPtr request) {
  auto view = co_await run_named(ctx, request);
  if (!view) co_return not_found(*request);
  co_return answer(200, co_await whole_run(ctx, *view));
}

// Back to the queue, in the lane of retries; one that is queued or running already is left alone.
void retry_now(engine::Ctx ctx, const store::RunRow& run, std::int64_t policy,
               const std::string& actor) {
  if (run.status == "queued" || run.status == "running") return;
  store::RunRow queued = run;
  if (run.status == "waiting") {
    ctx.write(store::history::requeue(run.account_id, run.id, policy));
  } else {
    queued.lane = "retry";
    ctx.write(store::runs::reopen(run.account_id, run.id, policy, queued.lane));
  }
  ctx.write(store::history::name_actor(run.account_id, run.id, actor));
  ctx.core().enqueue(engine::queued_run(queued));
}

Task<http::Response> retry(engine::Ctx ctx, RequestPtr request) {
  Fields fields(*request);
  const std::string policy = fields.maybe_text("policy").value_or("newest");
  const bool accepts = fields.maybe_text("accept_difference").has_value();
  auto errors = fields.refused();
  if (policy != "newest" && policy != "accepted") {
    errors.push_back({"policy", "invalid_format", "newest or accepted"});
  }
  if (accepts) {
    errors.push_back({"accept_difference", "not_yet_supported",
                      "raise the rounding tolerance in the settings instead"});
  }
  if (!errors.empty()) co_return refused(*request, errors);
  auto view = co_await run_named(ctx, request);
  if (!view) co_return not_found(*request);
  const store::BindingRow* binding = ctx.core().directory().binding(view->run.binding_id);
  if (binding == nullptr || !binding->live()) {
    co_return problem(*request, 409, "conflict",
                      "its binding is revoked: connect the same business again first");
  }
  const bool newest = policy == "newest";
  retry_now(ctx, view->run, newest ? binding->policy_version : view->run.policy_version,
            request->who.actor);
  view = co_await run_named(ctx, request);
  co_return answer(202, co_await whole_run(ctx, *view));
}

}  // namespace

void add_run_routes(Service& service) {
  service.router.add({"GET", "/v1/runs", Access::read, list_runs});
  service.router.add({"GET", "/v1/runs/{id}", Access::read, one_run});
  service.router.add({"POST", "/v1/runs/{id}/retry", Access::operate, retry});
}

}  // namespace byte8::api
