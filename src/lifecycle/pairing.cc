#include "lifecycle/pairing.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "lifecycle/store_keys.h"
#include "lifecycle/store_state.h"
#include "store/ids.h"
#include "store/pairings.h"

namespace byte8::lifecycle {
namespace {

// Together longer than a late request can take to arrive (request_timeout + late_commit_max).
constexpr std::array<Millis, 6> asked_after = {5'000, 10'000, 20'000, 30'000, 30'000, 60'000};

SecretText open_key(const engine::Core& core, const store::StoreRow& store,
                    const std::string& sealed) {
  auto key = core.sealer().open(sealed, store::sealed_key_identity(store.tenant_id));
  BYTE8_CHECK(key.ok());
  return *std::move(key);
}

std::vector<store::BindingRow> bindings_of(engine::Ctx ctx, std::int64_t store_id) {
  std::vector<store::BindingRow> rows;
  for (const store::BindingRow* row : ctx.core().directory().bindings_of_store(store_id)) {
    rows.push_back(*row);
  }
  return rows;
}

// A binding that waits for its Sage side already is taken again: what waits in it goes on then.
store::BindingRow pending_binding(engine::Ctx ctx, const store::StoreRow& store) {
  for (const store::BindingRow& known : bindings_of(ctx, store.id)) {
    if (known.status == "pending") return known;
  }
  store::BindingRow binding;
  binding.account_id = store.account_id;
  binding.id = ctx.new_id();
  binding.store_id = store.id;
  binding.status = "pending";
  binding.created_at = ctx.now().wall;
  custody::change_binding(ctx, binding);
  return binding;
}

Task<bool> still_offered(engine::Ctx ctx, std::int64_t account_id, std::int64_t store_id,
                         std::string sealed_offer) {
  const port::Rows rows = co_await ctx.ask(store::pairings::find(account_id, store_id));
  co_return !rows.empty() && store::pairings::row(rows.only()).sealed_key == sealed_offer;
}

Task<void> watch(engine::Ctx ctx, Deps deps, std::int64_t store_id, std::string sealed_offer,
                 std::string actor) {
  for (const Millis delay : asked_after) {
    co_await ctx.sleep_until(ctx.now().boot + delay);
    const store::StoreRow* store = ctx.core().directory().store(store_id);
    if (store == nullptr) co_return;
    const std::int64_t account_id = store->account_id;
    if (!co_await still_offered(ctx, account_id, store_id, sealed_offer)) co_return;
    if (!co_await offer_taken(ctx, deps, store_id, sealed_offer)) continue;
    static_cast<void>(co_await finish_pairing(ctx, store_id, sealed_offer, actor));
    co_return;
  }
}

}  // namespace

void tell_keys(engine::Ctx ctx, const store::StoreRow& store, const std::string& sealed_offer) {
  const auto keys = std::make_shared<StoreKeys>();
  keys->account_id = store.account_id;
  keys->store_id = store.id;
  keys->tenant_id = store.tenant_id;
  keys->api_key = open_key(ctx.core(), store, store.sealed_key);
  if (!sealed_offer.empty()) keys->offered_key = open_key(ctx.core(), store, sealed_offer);
  ctx.notify(store_keys_topic, keys);
}

Task<Result<Connected>> finish_pairing(engine::Ctx ctx, std::int64_t store_id,
                                       std::string sealed_offer, std::string actor) {
  const store::StoreRow* known = ctx.core().directory().store(store_id);
  BYTE8_CHECK(known != nullptr);
  const std::int64_t account_id = known->account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  if (!co_await still_offered(ctx, account_id, store_id, sealed_offer)) {
    co_return Error::coded(Fault::validation, "conflict",
                           "another pairing of this store has begun meanwhile");
  }
  store::StoreRow store = *ctx.core().directory().store(store_id);
  const std::string before = store.status;
  const std::vector<store::BindingRow> bindings = bindings_of(ctx, store_id);
  const bool bound = std::ranges::any_of(
      bindings, [](const store::BindingRow& row) { return row.status == "active"; });
  const bool lost =
      store.no_contact_since || store.rejected_at || before == "token_revoked" || before == "gone";
  store.sealed_key = sealed_offer;
  store.status = bound ? "active" : "pending";
  store.last_contact_at = ctx.now().wall;
  store.no_contact_since.reset();
  store.rejected_at.reset();
  change_store(ctx, store);
  ctx.write(store::pairings::close(account_id, store_id));
  const store::BindingRow binding = pending_binding(ctx, store);
  chain.append(ctx, actor, "store.paired", store::id_text("store", store_id), before, store.status);
  tell_keys(ctx, store, "");
  co_return Connected{.store_id = store_id, .binding_id = binding.id, .had_lost_contact = lost};
}

Task<bool> offer_taken(engine::Ctx ctx, Deps deps, std::int64_t store_id,
                       std::string sealed_offer) {
  const store::StoreRow* store = ctx.core().directory().store(store_id);
  if (store == nullptr) co_return false;
  const port::StoreAccess access{.base_url = store->base_url,
                                 .tenant_id = store->tenant_id,
                                 .api_key = open_key(ctx.core(), *store, sealed_offer)};
  // Not counted against the store: a person waits, and its breaker may still be open from before.
  const auto ping = co_await ctx.call(deps.shop.ping(access, ctx.now(), ctx.rng()),
                                      engine::Target{}, "confirm_pairing");
  co_return ping.ok() && ping->tenant_id == access.tenant_id;
}

void watch_offer(engine::Ctx ctx, Deps deps, std::int64_t store_id, std::string sealed_offer,
                 std::string actor) {
  ctx.spawn("watch_pairing",
            [deps, store_id, sealed_offer = std::move(sealed_offer), actor = std::move(actor)](
                engine::Ctx own) { return watch(own, deps, store_id, sealed_offer, actor); });
}

Task<void> resume_pairings(engine::Ctx ctx, Deps deps) {
  const port::Rows rows = co_await ctx.ask(store::pairings::open());
  for (const port::Row& row : rows.rows) {
    const store::OfferRow offer = store::pairings::row(row);
    const store::StoreRow* store = ctx.core().directory().store(offer.store_id);
    if (store == nullptr) continue;
    tell_keys(ctx, *store, offer.sealed_key);
    watch_offer(ctx, deps, offer.store_id, offer.sealed_key, "system");
  }
}

}  // namespace byte8::lifecycle
