#pragma once
// Fetching the canonical document, and what a failure of it means for the run.

#include "engine/outcome.h"
#include "model/canonical.h"
#include "sync/world.h"

namespace byte8::sync {

// A 404 counts as "gone" only when the store answers a ping: a route can be missing for the length
// of a deploy. Then the error has the code document_gone.
Task<Error> not_found_or_away(engine::Ctx ctx, WorldPtr world, ViewPtr view, Error error);

// One entity by its id: an invoice, the payment of an invoice, a memo, a customer, a product.
template <typename Entity>
using ShopVerb = port::Verb<Entity> (port::Shop::*)(const port::StoreAccess&, std::int64_t, Now,
                                                    Rng&) const;

template <typename Entity>
Task<Result<Entity>> fetch(engine::Ctx ctx, WorldPtr world, ViewPtr view, ShopVerb<Entity> verb,
                           std::int64_t magento_id, std::string step) {
  auto found =
      co_await ctx.call((world->shop().*verb)(view->access, magento_id, ctx.now(), ctx.rng()),
                        view->store_target(), std::move(step));
  if (found || found.error().fault != Fault::not_found) co_return found;
  co_return co_await not_found_or_away(ctx, world, view, found.error());
}

inline Task<Result<model::Invoice>> fetch_invoice(engine::Ctx ctx, WorldPtr world, ViewPtr view,
                                                  std::int64_t magento_id) {
  return fetch(ctx, std::move(world), std::move(view), &port::Shop::invoice, magento_id,
               "fetch_invoice");
}

engine::RunOutcome fetch_outcome(const Error& error);

}  // namespace byte8::sync
