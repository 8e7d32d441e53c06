#include "engine/run_body.h"

#include <exception>

#include "base/log.h"
#include "engine/core.h"

namespace byte8::engine {
namespace {

// The word a person reads while the run waits to be tried again.
std::string waiting_reason(const Error& error) {
  if (error.effect == byte8::Effect::maybe) return "checking_outcome";
  if (error.fault == Fault::rate_limited) return "rate_limited";
  if (error.code.starts_with("store_")) return "store_unavailable";
  return "sage_unavailable";
}

std::optional<std::string> filled(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

// `retry` becomes waiting while the schedule lasts, then failed.
RunOutcome decide(Core& core, const store::RunRow& row, RunOutcome outcome) {
  if (outcome.status != "retry") return outcome;
  const std::optional<Millis> delay =
      retry_delay(core.settings().retry, *outcome.error, row.retries,
                  core.now().wall - row.created_at, core.rng());
  if (!delay) {
    outcome.status = "failed";
    return outcome;
  }
  outcome.status = "waiting";
  if (outcome.reason.empty()) outcome.reason = waiting_reason(*outcome.error);
  outcome.due_in = delay;
  return outcome;
}

std::string notes_text(const std::vector<std::string>& notes) {
  json::Array codes;
  for (const std::string& note : notes) codes.emplace_back(note);
  return json::write(json::Value(std::move(codes)));
}

store::RunEnd end_of(const Core& core, const store::RunRow& row, const RunOutcome& outcome) {
  store::RunEnd end;
  end.status = outcome.status;
  end.reason = filled(outcome.reason);
  end.skip_reason = filled(outcome.skip_reason);
  if (outcome.error) {
    end.error_code = std::string(word(outcome.error->fault));
    end.error_message = outcome.error->message;
    end.detail_code = filled(outcome.error->code);
  }
  if (!outcome.notes.empty()) end.notes = notes_text(outcome.notes);
  if (!outcome.result.is_null()) end.result = json::write(outcome.result);
  end.magento_reference = outcome.magento_reference;
  const bool waits = outcome.status == "waiting";
  end.retries = waits && outcome.error ? row.retries + 1 : row.retries;
  if (waits && outcome.due_in) end.next_attempt_at = core.now().wall + *outcome.due_in;
  if (!waits) end.finished_at = core.now().wall;
  return end;
}

// What was decided, after the row and the scheduler know it.
RunOutcome conclude(Ctx ctx, const QueuedRun& queued, const store::RunRow& row,
                    RunOutcome undecided) {
  Core& core = ctx.core();
  RunOutcome outcome = decide(core, row, std::move(undecided));
  ctx.write(store::runs::finish(row.account_id, row.id, end_of(core, row, outcome)));
  const bool waits = outcome.status == "waiting";
  const bool keeps_entity = waits && !waits_for_another(outcome.reason);
  if (keeps_entity) {
    core.scheduler().released(queued);
  } else {
    core.scheduler().finished(queued);
  }
  if (waits && outcome.due_in) {
    core.scheduler().wait(queued, core.now().boot + *outcome.due_in, keeps_entity);
  }
  return outcome;
}

}  // namespace

Task<void> run_body(Ctx ctx, QueuedRun queued) {
  Core& core = ctx.core();
  const port::Rows rows = co_await ctx.ask(store::runs::find(queued.account, queued.id));
  if (rows.empty() || !store::is_open(rows.only().text(11))) {
    core.scheduler().finished(queued);
    co_return;
  }
  const store::RunRow row = store::runs::row(rows.only());
  auto handler = core.handlers_.runs.find(row.event);
  if (handler == core.handlers_.runs.end()) {
    // Resumed by the build that carries it; blocks nothing until then.
    static_cast<void>(conclude(ctx, queued, row, RunOutcome::waiting("not_yet_supported")));
    co_return;
  }
  ctx.write(store::runs::start(row.account_id, row.id));
  RunOutcome outcome;
  try {
    outcome = co_await handler->second(ctx, row);
  } catch (const std::exception& thrown) {
    log::error("run_threw", {{"event", row.event}, {"what", thrown.what()}});
    outcome = RunOutcome::failed(Error::make(Fault::internal, "something unexpected happened"));
  }
  outcome = conclude(ctx, queued, row, std::move(outcome));
  if (core.handlers_.on_outcome) core.handlers_.on_outcome(ctx, row, outcome);
}

}  // namespace byte8::engine
