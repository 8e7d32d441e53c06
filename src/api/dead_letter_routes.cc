// What a store gave up on, and having it delivered once more.

#include "api/service.h"
#include "custody/audit_chain.h"
#include "engine/core.h"
#include "store/ids.h"
#include "sync/world.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;

// As the store delivers: oldest first, so many at a time.
constexpr std::int64_t at_once = 100;
constexpr std::string_view by_hand =
    "this store's module cannot be asked: run bin/magento byte8:client:outbox:requeue there";

// The way to the store that the path names, if it is this account's.
std::optional<port::StoreAccess> access_named(engine::Ctx ctx, const Request& request) {
  const auto id = store::id_of("store", request.captured.at(0));
  const store::StoreRow* store = id ? ctx.core().directory().store(*id) : nullptr;
  if (store == nullptr || store->account_id != request.who.account_id) return std::nullopt;
  auto access = sync::open_store(*store, ctx.core().sealer());
  if (!access || store->status == "pairing") return std::nullopt;
  return *access;
}

engine::Target target_of(const Request& request) {
  return {.peer = engine::Target::Peer::store,
          .id = store::id_of("store", request.captured.at(0)).value_or(0)};
}

http::Response silent(const Request& request, const Error& error) {
  return problem(request, 503, "unavailable", "The store did not answer: " + error.message);
}

Task<http::Response> show(engine::Ctx ctx, RequestPtr request, Deps deps) {
  const auto access = access_named(ctx, *request);
  if (!access) co_return not_found(*request);
  const auto outbox = co_await ctx.call(deps.shop.outbox(*access, ctx.now(), ctx.rng()),
                                        target_of(*request), "read_outbox");
  const bool original = !outbox && outbox.error().fault == Fault::not_found;
  if (!outbox && !original) co_return silent(*request, outbox.error());
  json::Array causes;
  if (outbox) {
    for (const auto& [cause, count] : outbox->by_cause) {
      causes.push_back(json::object({{"cause", cause}, {"count", count}}));
    }
  }
  co_return answer(
      200, json::object({{"count", outbox ? json::Value(outbox->dead_lettered) : json::Value()},
                         {"by_cause", std::move(causes)},
                         {"supported", !original}}));
}

Task<http::Response> requeue(engine::Ctx ctx, RequestPtr request, Deps deps) {
  Fields fields(*request);
  const auto cause = fields.maybe_text("cause");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto access = access_named(ctx, *request);
  if (!access) co_return not_found(*request);
  const auto requeued =
      co_await ctx.call(deps.shop.requeue(*access, cause, at_once, ctx.now(), ctx.rng()),
                        target_of(*request), "requeue");
  if (!requeued && requeued.error().fault == Fault::not_found) {
    co_return problem(*request, 409, "not_supported", by_hand);
  }
  if (!requeued) co_return silent(*request, requeued.error());
  custody::AuditChain chain = co_await custody::audit_chain(ctx, request->who.account_id);
  chain.append(ctx, request->who.actor, "store.requeued", request->captured.at(0),
               cause.value_or(""), std::to_string(*requeued));
  co_return answer(202, json::object({{"count", *requeued}}));
}

}  // namespace

void add_dead_letter_routes(Service& service) {
  const Deps deps = service.deps;
  service.router.add(
      {"GET", "/v1/stores/{id}/dead-letters", Access::read,
       [deps](engine::Ctx ctx, RequestPtr request) { return show(ctx, request, deps); }});
  service.router.add(
      {"POST", "/v1/stores/{id}/dead-letters/requeue", Access::operate,
       [deps](engine::Ctx ctx, RequestPtr request) { return requeue(ctx, request, deps); }});
}

}  // namespace byte8::api
