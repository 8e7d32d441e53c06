#include "engine/settle.h"

#include "base/log.h"
#include "engine/core.h"
#include "engine/once.h"

namespace byte8::engine {
namespace {

// Refused for what it says: the same body will be refused again. Anything else without effect (a
// limit, an expired token, nothing sent) leaves the intent as it was.
bool definite(const Error& error) {
  return error.effect == byte8::Effect::none &&
         (error.fault == Fault::validation || error.fault == Fault::not_found ||
          error.fault == Fault::serde);
}

void settle_error(Ctx ctx, const Act& act, store::PostingRow& row, Error error) {
  const std::int64_t now = ctx.now().wall;
  const store::PostingRef& ref = act.posting;
  row.error_code = error.code;
  row.error = error_text(error);
  if (error.code == "wrong_business") {
    // Answered for another business: never looked up and repeated by itself.
    error.fault = Fault::needs_review;
    row.state = "held";
    ctx.write(store::postings::hold(ref, error.code, error_text(error), now));
  } else if (error.effect == byte8::Effect::maybe) {
    row.doubted = true;
    ctx.write(store::postings::doubt(ref, error.code, *row.error));
  } else if (definite(error)) {
    row.state = "refused";
    ctx.write(store::postings::refuse(ref, error.code, *row.error, now));
  } else {
    row.state = "intended";
    ctx.write(store::postings::unacted(ref, error.code, *row.error));
  }
}

}  // namespace

Task<void> settle_posting(Ctx ctx, Act act, OutcomePtr outcome) {
  Core& core = ctx.core();
  auto result = core.provider().posted(act.kind, act.business, *outcome);
  ctx.judged(act.target, result ? nullptr : &result.error());
  port::Rows rows =
      co_await ctx.ask(store::postings::find(act.posting.account_id, act.posting.operation_key));
  for (port::Row& found : rows.rows) {
    store::PostingRow row = store::postings::row(std::move(found));
    if (row.generation != act.posting.generation) continue;
    if (row.state != "acted" || row.act_no != act.posting.act_no) {
      log::warn("stale_answer", {{"key", row.operation_key}, {"state", row.state}});
      break;
    }
    if (result) {
      row.state = "settled";
      row.provider_id = result->id;
      row.record = record_text(*result);
      ctx.write(store::postings::settle(act.posting, result->id, *row.record, ctx.now().wall));
      core.forget_doubt(row.operation_key);
    } else {
      settle_error(ctx, act, row, result.error());
    }
    if (core.handlers().on_settled) core.handlers().on_settled(ctx, row);
  }
  ctx.raise(posting_signal(act.posting.account_id, act.posting.operation_key));
  ctx.raise(writes_signal(act.target.id));
}

}  // namespace byte8::engine
