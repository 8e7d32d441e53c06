#include "sync/fetch.h"

namespace byte8::sync {

Task<Error> not_found_or_away(engine::Ctx ctx, WorldPtr world, ViewPtr view, Error error) {
  auto alive = co_await ctx.call(world->shop().ping(view->access, ctx.now(), ctx.rng()),
                                 view->store_target(), "ping");
  if (!alive) {
    Error away = Error::coded(Fault::http, "store_unavailable",
                              "the store's Byte8 routes do not answer just now");
    away.retry_after_ms = alive.error().retry_after_ms;
    co_return away;
  }
  error.code = "document_gone";
  error.message = "the store no longer has this document, or its order, or its store view";
  co_return error;
}

engine::RunOutcome fetch_outcome(const Error& error) {
  // What cannot be read will not be readable tomorrow: a person must look.
  if (error.fault == Fault::serde) return engine::RunOutcome::held(error);
  engine::RunOutcome outcome = engine::RunOutcome::retry(error);
  if (error.fault == Fault::http || error.fault == Fault::auth)
    outcome.reason = "store_unavailable";
  return outcome;
}

}  // namespace byte8::sync
