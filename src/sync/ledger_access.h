#pragma once
// A call to the ledger with the binding's token: an expired one is renewed once, access that was
// taken away puts the binding on hold.

#include <functional>

#include "custody/custody.h"
#include "engine/context.h"
#include "sync/world.h"

namespace byte8::sync {

// What follows from an error of the ledger for the binding itself: a refused token is renewed, lost
// access is a hold. The error is the renewal's own; else the caller goes on with the one it has.
Task<Status> heed(engine::Ctx ctx, std::int64_t binding_id, Error error);

template <typename T>
Task<Result<T>> ask_ledger(engine::Ctx ctx, engine::Target target,
                           std::function<port::Verb<T>(const port::LedgerAccess&)> verb,
                           std::string step) {
  for (int attempt = 0;; ++attempt) {
    auto access = co_await custody::access(ctx, target.binding);
    if (!access) co_return access.error();
    Result<T> result = co_await ctx.call(verb(*access), target, step);
    if (result) co_return result;
    const Error error = result.error();
    Status heeded = co_await heed(ctx, target.binding, error);
    if (!heeded) co_return heeded.error();
    if (error.code != "token_expired" || attempt > 0) co_return error;
  }
}

// One record of the ledger as it stands now, with what is open on it.
Task<Result<model::LedgerRecord>> read_record(engine::Ctx ctx, ViewPtr view, std::string kind,
                                              std::string id);

}  // namespace byte8::sync
