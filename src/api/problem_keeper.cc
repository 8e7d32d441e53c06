#include "api/problem_keeper.h"

#include "api/problem_catalog.h"
#include "engine/page_notice.h"
#include "store/counters.h"
#include "store/exchanges.h"
#include "store/problems.h"
#include "store/runs_bulk.h"

namespace byte8::api {
namespace {

constexpr Millis day = Millis{24} * 3'600'000;
constexpr Millis counters_kept = 400 * day;
constexpr Millis hour = 3'600'000;
constexpr Millis breath = 200;  // so that a long list is no long turn
constexpr std::int64_t at_once = 500;

void notify(engine::Ctx ctx, engine::PageNotice notice) {
  ctx.notify(engine::page_topic, std::make_shared<const engine::PageNotice>(std::move(notice)));
}

store::ProblemRow counted_under(engine::Ctx ctx, const RunError& error, std::int64_t account_id,
                                std::int64_t run_id, Millis at) {
  const Cause& cause = cause_of(error);
  store::ProblemRow row;
  row.account_id = account_id;
  row.fingerprint = fingerprint_of(cause, error);
  row.code = cause.code;
  row.message = sentence_of(cause, error);
  row.last_at = at;
  row.last_run_id = run_id;
  for (const port::Query& query : store::problems::enter(row)) ctx.write(query);
  return row;
}

// Failed or held: counted under its cause. Its fingerprint.
std::string trouble(engine::Ctx ctx, const store::RunRow& run, const engine::RunOutcome& outcome) {
  const Error error = outcome.error.value_or(Error::make(Fault::internal, outcome.status));
  const RunError seen{.fault = word(error.fault),
                      .code = error.code.empty() ? std::nullopt : std::optional(error.code),
                      .message = error.message};
  const store::ProblemRow row = counted_under(ctx, seen, run.account_id, run.id, ctx.now().wall);
  engine::Core& core = ctx.core();
  core.tally(run.account_id, run.binding_id, "code:" + row.code);
  core.tally(run.account_id, run.binding_id, "problem:" + row.fingerprint);
  engine::PageNotice notice;
  notice.what = "problem";
  notice.account_id = run.account_id;
  notice.fingerprint = row.fingerprint;
  notice.binding_id = run.binding_id;
  notice.status = "open";
  notify(ctx, std::move(notice));
  return row.fingerprint;
}

void keep(engine::Ctx ctx, const store::RunRow& run, const engine::RunOutcome& outcome) {
  engine::Core& core = ctx.core();
  const bool ignored = outcome.skip_reason == "ignored";
  engine::PageNotice notice;
  notice.what = "run";
  notice.account_id = run.account_id;
  notice.id = run.id;
  notice.binding_id = run.binding_id;
  notice.event = run.event;
  notice.status = ignored ? "cancelled" : outcome.status;
  notify(ctx, std::move(notice));
  if (ignored || outcome.status == "waiting") return;
  std::optional<std::string> problem;
  if (outcome.status == "failed" || outcome.status == "needs_review") {
    problem = trouble(ctx, run, outcome);
  }
  core.tally(run.account_id, run.binding_id,
             outcome.status == "skipped_by_policy" ? "skipped" : outcome.status);
  // Only what a person sent again can be part of a larger act.
  if (run.lane == "retry") ctx.write(store::bulks::ended(run.account_id, run.id, problem));
}

// What was written down without being counted: from before there were counts, or by the engine.
Task<void> count_the_uncounted(engine::Ctx ctx) {
  for (;;) {
    const port::Rows rows = co_await ctx.ask(store::problems::uncounted(at_once));
    for (const port::Row& row : rows.rows) {
      const store::Uncounted run = store::problems::uncounted_row(row);
      const RunError error{
          .fault = run.error_code, .code = run.detail_code, .message = run.message};
      counted_under(ctx, error, run.account_id, run.run_id, run.finished_at);
    }
    const bool more = static_cast<std::int64_t>(rows.rows.size()) == at_once;
    co_await ctx.sleep_until(ctx.now().boot + (more ? breath : hour));
  }
}

Task<void> forget_the_old(engine::Ctx ctx) {
  for (;;) {
    const Millis now = ctx.now().wall;
    const port::Rows exchanges =
        co_await ctx.ask(store::exchanges::forget(now - store::exchanges::kept_for, at_once));
    const port::Rows counters =
        co_await ctx.ask(store::counters::forget(now - counters_kept, at_once));
    const bool more = exchanges.changed == at_once || counters.changed == at_once;
    co_await ctx.sleep_until(ctx.now().boot + (more ? breath : hour));
  }
}

}  // namespace

void register_problem_keeper(engine::Handlers& handlers) {
  handlers.on_outcome = [before = std::move(handlers.on_outcome)](
                            engine::Ctx ctx, const store::RunRow& run,
                            const engine::RunOutcome& outcome) {
    if (before) before(ctx, run, outcome);
    keep(ctx, run, outcome);
  };
  handlers.duties.emplace_back("count_problems", count_the_uncounted);
  handlers.duties.emplace_back("forget_records", forget_the_old);
}

}  // namespace byte8::api
