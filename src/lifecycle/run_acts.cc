#include "lifecycle/run_acts.h"

#include "custody/audit_chain.h"
#include "engine/core.h"
#include "model/money.h"
#include "store/ids.h"
#include "store/problems.h"
#include "store/runs_acts.h"

namespace byte8::lifecycle {
namespace {

Error conflict(std::string message) {
  return Error::coded(Fault::validation, "conflict", std::move(message));
}

Error unknown() {
  return Error::coded(Fault::not_found, "not_found", "there is no such run");
}

std::optional<model::Amount> amount_in(const json::Value& object, std::string_view key) {
  auto amount = model::parse_amount(object.text_or(key));
  if (!amount) return std::nullopt;
  return *amount;
}

// Whether it may be tried again just now.
Status may_retry(engine::Ctx ctx, const store::RunView& view) {
  const store::BindingRow* binding = ctx.core().directory().binding(view.run.binding_id);
  if (binding == nullptr || !binding->live()) {
    return conflict("its binding is revoked: connect the same business again first");
  }
  if (view.run.status == "waiting" && view.run.reason == "checking_outcome") {
    return conflict("Sage is being asked whether the document was made: wait for the outcome");
  }
  return {};
}

Status accepted(const store::RunView& view, const RetryWish& wish) {
  if (!wish.accept_difference) return {};
  const auto shown = shown_difference(view);
  const auto asked = model::parse_amount(*wish.accept_difference);
  if (shown && asked && model::text2(*asked) == *shown) return {};
  Error error = Error::in_field("accept_difference",
                                shown ? "the difference is " + *shown + " now: look at it again"
                                      : "this run shows no difference that could be accepted");
  error.code = "difference_changed";
  return error;
}

}  // namespace

std::optional<std::string> shown_difference(const store::RunView& view) {
  if (!view.result) return std::nullopt;
  const auto result = json::parse(*view.result);
  const json::Value* sums = result ? result->find("comparison") : nullptr;
  if (sums == nullptr) return std::nullopt;
  const auto store = amount_in(*sums, "store");
  const auto planned = amount_in(*sums, "planned");
  if (!store || !planned) return std::nullopt;
  const model::Amount difference = *store - *planned;
  return model::text2(difference.negative() ? -difference : difference);
}

Task<std::optional<store::RunView>> find_run(engine::Ctx ctx, std::int64_t account_id,
                                             std::int64_t run_id) {
  const port::Rows rows = co_await ctx.ask(store::history::find(account_id, run_id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::history::view(rows.only());
}

void leave_problem(engine::Ctx ctx, const store::RunRow& run) {
  for (const port::Query& query : store::problems::leave(run.account_id, run.id)) ctx.write(query);
}

Task<Status> retry_one(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                       RetryWish wish, std::string actor) {
  const auto view = co_await find_run(ctx, account_id, run_id);
  if (!view) co_return unknown();
  if (Status may = may_retry(ctx, *view); !may) co_return may;
  if (Status agreed = accepted(*view, wish); !agreed) co_return agreed;
  store::RunRow run = view->run;
  // On its way already.
  if (run.status == "queued" || run.status == "running") co_return Status();
  const store::BindingRow* binding = ctx.core().directory().binding(run.binding_id);
  const std::int64_t policy = wish.newest_policy ? binding->policy_version : run.policy_version;
  leave_problem(ctx, run);
  if (run.status == "waiting") {
    ctx.write(store::history::requeue(account_id, run.id, policy));
  } else {
    run.lane = "retry";
    ctx.write(store::runs::reopen(account_id, run.id, policy, run.lane));
  }
  ctx.write(store::run_acts::accept_difference(account_id, run.id, wish.accept_difference));
  ctx.write(store::history::name_actor(account_id, run.id, actor));
  ctx.core().enqueue(engine::queued_run(run));
  co_return Status();
}

Task<Status> ignore_one(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                        std::string actor) {
  const auto view = co_await find_run(ctx, account_id, run_id);
  if (!view) co_return unknown();
  const store::RunRow run = view->run;
  if (run.status == "cancelled" && run.reason == "ignored") co_return Status();
  if (run.status == "waiting" && run.reason == "checking_outcome") {
    co_return conflict("Sage is being asked whether the document was made: wait for the outcome");
  }
  // Counts somewhere only while it is failed or held, and then it is ignored for certain.
  leave_problem(ctx, run);
  const port::Rows ignored =
      co_await ctx.ask(store::run_acts::ignore(account_id, run_id, actor, ctx.now().wall));
  if (ignored.changed == 0) {
    co_return conflict("this run is " + run.status +
                       ": only one that failed, is held or waits "
                       "can be ignored");
  }
  // Its place in the lane finds the row closed and lets go of the entity.
  ctx.core().scheduler().queue(engine::queued_run(run));
  const auto& told = ctx.core().handlers().on_outcome;
  if (told) told(ctx, run, engine::RunOutcome::skipped("ignored"));
  co_return Status();
}

Task<Status> retry_run(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                       RetryWish wish, std::string actor) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const auto before = co_await find_run(ctx, account_id, run_id);
  Status done = co_await retry_one(ctx, account_id, run_id, wish, actor);
  if (!done) co_return done;
  const std::string after = wish.accept_difference
                                ? "queued, difference of " + *wish.accept_difference + " accepted"
                                : "queued";
  chain.append(ctx, actor, "run.retried", store::id_text("run", run_id), before->run.status, after);
  co_return Status();
}

Task<Status> ignore_run(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                        std::string reason, std::string actor) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const auto before = co_await find_run(ctx, account_id, run_id);
  Status done = co_await ignore_one(ctx, account_id, run_id, actor);
  if (!done) co_return done;
  chain.append(ctx, actor, "run.ignored", store::id_text("run", run_id), before->run.status,
               reason);
  co_return Status();
}

}  // namespace byte8::lifecycle
