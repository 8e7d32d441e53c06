#include "sync/fetch.h"

namespace byte8::sync {

Task<Result<model::Invoice>> fetch_invoice(engine::Ctx ctx, WorldPtr world, ViewPtr view,
                                           std::int64_t magento_id) {
  auto invoice =
      co_await ctx.call(world->shop().invoice(view->access, magento_id, ctx.now(), ctx.rng()),
                        view->store_target(), "fetch_invoice");
  if (invoice || invoice.error().fault != Fault::not_found) co_return invoice;
  auto alive = co_await ctx.call(world->shop().ping(view->access, ctx.now(), ctx.rng()),
                                 view->store_target(), "ping");
  if (!alive) {
    Error error = Error::coded(Fault::http, "store_unavailable",
                               "the store's Byte8 routes do not answer just now");
    error.retry_after_ms = alive.error().retry_after_ms;
    co_return error;
  }
  Error gone = invoice.error();
  gone.code = "document_gone";
  gone.message = "the store no longer has this document, or its order, or its store view";
  co_return gone;
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
