// Runs: the list with its filters, how many there are, the same as a table, one of them, and what
// went over the wire.

#include <algorithm>
#include <charconv>

#include "api/render.h"
#include "api/run_csv.h"
#include "api/run_list.h"
#include "api/run_page.h"
#include "api/service.h"
#include "store/exchanges.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr std::size_t csv_max = 10'000;
constexpr std::int64_t csv_at_once = 500;

Task<http::Response> list_runs(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, "run", run_filter_names(), errors);
  store::RunFilter filter = run_filter(request->query, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  filter.below = std::min(filter.below, page.before.value_or(INT64_MAX));
  const auto shared = std::make_shared<const store::RunFilter>(std::move(filter));
  // One more tells whether there is a next page.
  const auto views = co_await newest_runs(ctx, request->who.account_id, shared, page.limit + 1);
  const auto limit = static_cast<std::size_t>(page.limit);
  json::Array items;
  for (const store::RunView& view : views) {
    if (items.size() < limit) items.push_back(run_json(view));
  }
  std::optional<std::string> next;
  if (views.size() > limit) next = store::id_text("run", views[limit - 1].run.id);
  co_return answer(200, list_body(std::move(items), next));
}

// A filter without pages; the refusals are added to `errors`.
FilterPtr whole_filter(const Request& request, std::vector<model::FieldError>& errors) {
  for (const auto& [key, value] : request.query) {
    const auto& names = run_filter_names();
    if (std::ranges::find(names, key) != names.end()) continue;
    errors.push_back({key, "unknown", "there is no parameter " + key + " here"});
  }
  return std::make_shared<const store::RunFilter>(run_filter(request.query, errors));
}

Task<http::Response> counts(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  const FilterPtr filter = whole_filter(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const RunCounts counted = co_await count_runs(ctx, request->who.account_id, filter);
  json::Value by_status = json::Object();
  for (const auto& [status, count] : counted.by_status) by_status.set(status, count);
  co_return answer(200, json::object({{"by_status", std::move(by_status)},
                                      {"total", counted.total},
                                      {"capped", counted.capped}}));
}

Task<http::Response> table(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  const FilterPtr asked = whole_filter(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  store::RunFilter filter = *asked;
  std::string text = csv_head();
  std::size_t lines = 0;
  bool more = true;
  while (more && lines < csv_max) {
    const auto views =
        co_await newest_runs(ctx, request->who.account_id,
                             std::make_shared<const store::RunFilter>(filter), csv_at_once);
    for (const store::RunView& view : views) text += csv_line(view);
    lines += views.size();
    more = static_cast<std::int64_t>(views.size()) == csv_at_once;
    if (more) filter.below = views.back().run.id;
    co_await ctx.sleep_until(ctx.now().boot);
  }
  if (more) {
    text += csv_cell("Only the newest " + std::to_string(csv_max) +
                     " runs are in this table: narrow the dates to get the others.") +
            "\r\n";
  }
  co_return http::Response{
      .status = 200,
      .headers = {{"Content-Type", "text/csv; charset=utf-8; header=present"},
                  {"Content-Disposition", "attachment; filename=\"runs.csv\""}},
      .body = std::move(text)};
}

Task<http::Response> one_run(engine::Ctx ctx, RequestPtr request) {
  auto view = co_await run_named(ctx, request);
  if (!view) co_return not_found(*request);
  co_return answer(200, co_await whole_run(ctx, *view));
}

json::Value parsed(const std::string& text) {
  auto value = json::parse(text);
  return value ? *std::move(value) : json::Value();
}

Task<http::Response> exchange(engine::Ctx ctx, RequestPtr request) {
  const auto view = co_await run_named(ctx, request);
  const std::string& text = request->captured.at(1);
  std::int64_t nth = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), nth);
  const bool number = failed == std::errc() && end == text.data() + text.size() && nth > 0;
  if (!view || !number) co_return not_found(*request);
  const port::Rows rows =
      co_await ctx.ask(store::exchanges::find(view->run.account_id, view->run.id, nth));
  if (rows.empty()) co_return not_found(*request);
  const store::ExchangeRow row = store::exchanges::row(rows.only());
  co_return answer(200, json::object({{"n", nth},
                                      {"attempt", row.n},
                                      {"at", time(row.at)},
                                      {"kept_until", time(row.at + store::exchanges::kept_for)},
                                      {"request", parsed(row.request)},
                                      {"response", parsed(row.response)}}));
}

}  // namespace

void add_run_routes(Service& service) {
  service.router.add({"GET", "/v1/runs", Access::read, list_runs});
  service.router.add({"GET", "/v1/runs.csv", Access::read, table});
  service.router.add({"GET", "/v1/runs/counts", Access::read, counts});
  service.router.add({"GET", "/v1/runs/{id}", Access::read, one_run});
  service.router.add({"GET", "/v1/runs/{id}/exchange/{n}", Access::read, exchange});
}

}  // namespace byte8::api
