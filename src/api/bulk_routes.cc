// Acts on many runs: what they came to so far, and stopping one.

#include <algorithm>

#include "api/bulk.h"
#include "api/service.h"
#include "lifecycle/run_bulk.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A filter of the body as the pairs of a query.
Pairs pairs_of(const json::Value& filter, std::vector<model::FieldError>& errors) {
  Pairs pairs;
  for (const auto& [key, value] : filter.object()) {
    const bool known = std::ranges::find(run_filter_names(), key) != run_filter_names().end();
    if (!known) {
      errors.push_back({"filter." + key, "unknown", "there is no filter " + key});
      continue;
    }
    const json::Array values = value.is_array() ? value.array() : json::Array{value};
    for (const json::Value& one : values) {
      if (!one.is_string() && !one.is_number()) {
        errors.push_back({"filter." + key, "invalid_format", "a text, or a list of them"});
        continue;
      }
      pairs.emplace_back(key, one.is_string() ? one.string() : one.number_text());
    }
  }
  return pairs;
}

Task<http::Response> begin(engine::Ctx ctx, RequestPtr request) {
  Fields fields(*request);
  store::BulkRow wanted;
  wanted.account_id = request->who.account_id;
  wanted.actor = request->who.actor;
  wanted.action = fields.text("action");
  wanted.reason = fields.maybe_text("reason");
  const json::Value asked = fields.object("filter");
  const std::int64_t count = fields.whole_number("count");
  auto errors = fields.refused();
  if (wanted.action != "retry" && wanted.action != "ignore") {
    errors.push_back({"action", "invalid_format", "retry or ignore"});
  }
  if (wanted.action == "ignore" && !wanted.reason) {
    errors.push_back({"reason", "required", "say why they are ignored"});
  }
  const auto filter =
      std::make_shared<const store::RunFilter>(run_filter(pairs_of(asked, errors), errors));
  if (!errors.empty()) co_return refused(*request, errors);
  wanted.filter = json::write(asked);
  co_return co_await begin_over(ctx, request, wanted, filter, count);
}

Task<std::optional<store::BulkRow>> bulk_named(engine::Ctx ctx, RequestPtr request) {
  const auto id = store::id_of("bulk", request->captured.at(0));
  if (!id) co_return std::nullopt;
  const port::Rows rows = co_await ctx.ask(store::bulks::find(request->who.account_id, *id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::bulks::row(rows.only());
}

Task<http::Response> show(engine::Ctx ctx, RequestPtr request) {
  const auto bulk = co_await bulk_named(ctx, request);
  if (!bulk) co_return not_found(*request);
  co_return answer(200, co_await bulk_json(ctx, *bulk));
}

Task<http::Response> stop(engine::Ctx ctx, RequestPtr request) {
  auto bulk = co_await bulk_named(ctx, request);
  if (!bulk) co_return not_found(*request);
  co_await lifecycle::stop_bulk(ctx, *bulk, request->who.actor);
  bulk = co_await bulk_named(ctx, request);
  co_return answer(200, co_await bulk_json(ctx, *bulk));
}

}  // namespace

Task<http::Response> begin_over(engine::Ctx ctx, RequestPtr request, store::BulkRow wanted,
                                FilterPtr filter, std::optional<std::int64_t> count) {
  auto ids = co_await ids_of_runs(ctx, wanted.account_id, filter, lifecycle::bulk_max);
  if (!ids) {
    co_return problem(*request, 422, "too_many_runs",
                      "at most 100,000 runs at once: narrow the filter by date or binding");
  }
  const auto found = static_cast<std::int64_t>(ids->size());
  if (count && found != *count) {
    co_return problem(*request, 409, "count_changed",
                      "the filter finds " + std::to_string(found) + " runs now, not " +
                          std::to_string(*count) + ": look again");
  }
  const store::BulkRow bulk = co_await lifecycle::begin_bulk(ctx, wanted, *std::move(ids));
  co_return answer(202, co_await bulk_json(ctx, bulk));
}

Task<json::Value> bulk_json(engine::Ctx ctx, store::BulkRow bulk) {
  const port::Rows rows = co_await ctx.ask(store::bulks::progress(bulk.account_id, bulk.id));
  const store::BulkProgress progress = store::bulks::progress_row(rows.only());
  const auto filter = json::parse(bulk.filter);
  co_return json::object({{"id", store::id_text("bulk", bulk.id)},
                          {"action", bulk.action},
                          {"filter", filter ? *filter : json::Value()},
                          {"reason", bulk.reason},
                          {"actor", bulk.actor},
                          {"status", bulk.status},
                          {"stopped_because", bulk.stopped_because},
                          {"count", bulk.total},
                          {"pending", progress.pending},
                          {"running", progress.sent},
                          {"done", progress.done},
                          {"failed", progress.failed},
                          {"refused", progress.refused},
                          {"created_at", time(bulk.created_at)},
                          {"finished_at", time(bulk.finished_at)}});
}

void add_bulk_routes(Service& service) {
  service.router.add({"POST", "/v1/runs/bulk", Access::operate, begin});
  service.router.add({"GET", "/v1/bulk/{id}", Access::read, show});
  service.router.add({"DELETE", "/v1/bulk/{id}", Access::operate, stop});
}

}  // namespace byte8::api
