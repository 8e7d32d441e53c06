#include "api/run_page.h"

#include "api/render.h"
#include "lifecycle/run_acts.h"
#include "store/exchanges.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr std::int64_t related_max = 20;

Task<json::Array> related_json(engine::Ctx ctx, store::RunRow run) {
  const port::Rows rows = co_await ctx.ask(store::history::related(run, related_max));
  json::Array related;
  for (const port::Row& row : rows.rows) {
    const store::RelatedRun one = store::history::related_row(row);
    related.push_back(
        json::object({{"kind", one.event}, {"run_id", store::id_text("run", one.id)}}));
  }
  co_return related;
}

}  // namespace

Task<std::optional<store::RunView>> run_named(engine::Ctx ctx, RequestPtr request) {
  const auto id = store::id_of("run", request->captured.at(0));
  if (!id) co_return std::nullopt;
  co_return co_await lifecycle::find_run(ctx, request->who.account_id, *id);
}

Task<json::Value> whole_run(engine::Ctx ctx, store::RunView view) {
  json::Value body = run_json(view);
  const store::RunRow& run = view.run;
  const port::Rows kept = co_await ctx.ask(store::exchanges::numbers(run.account_id, run.id));
  std::vector<std::int64_t> exchanges;
  for (const port::Row& row : kept.rows) exchanges.push_back(row.integer(0));
  const port::Rows rows = co_await ctx.ask(store::history::attempts(run.account_id, run.id));
  json::Array attempts;
  for (const port::Row& row : rows.rows) {
    attempts.push_back(attempt_json(store::history::attempt(row), exchanges));
  }
  body.set("exchanges", static_cast<std::int64_t>(exchanges.size()));
  body.set("attempts", std::move(attempts));
  const port::Rows reported = co_await ctx.ask(
      store::history::reported(run.account_id, run.store_id, run.entity_kind, run.magento_id));
  body.set("reported", reported.empty()
                           ? json::Value()
                           : reported_json(store::history::reported_view(reported.only())));
  body.set("related", co_await related_json(ctx, run));
  co_return body;
}

}  // namespace byte8::api
