#include "lifecycle/contact.h"

#include <algorithm>

#include "base/log.h"
#include "custody/audit_chain.h"
#include "lifecycle/restore.h"
#include "lifecycle/revoke.h"
#include "lifecycle/store_state.h"
#include "store/ids.h"
#include "sync/world.h"

namespace byte8::lifecycle {
namespace {

using store::StoreRow;

std::string live_status(engine::Ctx ctx, std::int64_t store_id) {
  const auto bindings = ctx.core().directory().bindings_of_store(store_id);
  const bool bound = std::ranges::any_of(
      bindings, [](const store::BindingRow* row) { return row->status == "active"; });
  return bound ? "active" : "pending";
}

void is_heard(engine::Ctx ctx, StoreRow& store, const port::Ping& ping) {
  store.last_contact_at = ctx.now().wall;
  store.no_contact_since.reset();
  store.rejected_at.reset();
  if (ping.server_time) store.clock_offset_s = (*ping.server_time - ctx.now().wall) / 1000;
}

// The row as it was when asked about; nothing when it was paired anew or is gone meanwhile.
std::optional<StoreRow> same_store(engine::Ctx ctx, const StoreRow& asked) {
  const StoreRow* store = ctx.core().directory().store(asked.id);
  if (store == nullptr || store->sealed_key != asked.sealed_key) return std::nullopt;
  return *store;
}

Task<void> answered(engine::Ctx ctx, StoreRow asked, port::Ping ping) {
  const bool was_lost = asked.status == "token_revoked" || asked.status == "gone";
  if (!was_lost) {
    StoreRow store = asked;
    is_heard(ctx, store, ping);
    change_store(ctx, store);
    co_return;
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, asked.account_id);
  std::optional<StoreRow> store = same_store(ctx, asked);
  if (!store) co_return;
  const std::string before = store->status;
  is_heard(ctx, *store, ping);
  store->status = live_status(ctx, store->id);
  chain.append(ctx, "system", "store.back", store::id_text("store", store->id), before,
               store->status);
  change_store(ctx, *store);
  ctx.spawn("restore_store", [id = store->id](engine::Ctx own) { return restore_store(own, id); });
}

// The second time in a row, and as often as it takes: a lost proxy header looks the same once.
Task<void> rejected(engine::Ctx ctx, StoreRow asked) {
  // Not in a row when the store itself called us with that key in between.
  const bool first = !asked.rejected_at || asked.last_contact_at > asked.rejected_at;
  if (first && asked.status != "token_revoked") {
    StoreRow store = asked;
    store.rejected_at = ctx.now().wall;
    change_store(ctx, store);
    log::warn("store_rejected_key_once", {{"store", store::id_text("store", store.id)}});
    co_return;
  }
  if (asked.status != "token_revoked") {
    custody::AuditChain chain = co_await custody::audit_chain(ctx, asked.account_id);
    std::optional<StoreRow> store = same_store(ctx, asked);
    if (!store) co_return;
    const std::string id = store::id_text("store", store->id);
    chain.append(ctx, "system", "store.rejected_key", id, store->status, "token_revoked");
    store->status = "token_revoked";
    store->rejected_at = ctx.now().wall;
    change_store(ctx, *store);
    log::warn("store_rejected_key", {{"store", id}});
  }
  co_await revoke_store(ctx, asked.id, "store_rejected_key", "system");
}

Task<void> not_there(engine::Ctx ctx, StoreRow asked) {
  if (asked.status == "gone" || asked.status == "token_revoked") co_return;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, asked.account_id);
  std::optional<StoreRow> store = same_store(ctx, asked);
  if (!store) co_return;
  chain.append(ctx, "system", "store.gone", store::id_text("store", store->id), store->status,
               "gone");
  store->status = "gone";
  if (!store->no_contact_since) {
    store->no_contact_since = store->last_contact_at.value_or(ctx.now().wall);
  }
  change_store(ctx, *store);
}

void silent(engine::Ctx ctx, StoreRow store) {
  if (store.no_contact_since) return;
  store.no_contact_since = store.last_contact_at.value_or(ctx.now().wall);
  change_store(ctx, store);
}

}  // namespace

Task<void> check_store(engine::Ctx ctx, Deps deps, std::int64_t store_id) {
  const engine::Lock alone = co_await ctx.lock("ping:" + std::to_string(store_id));
  const StoreRow* known = ctx.core().directory().store(store_id);
  if (known == nullptr || known->status == "pairing") co_return;
  const StoreRow asked = *known;
  auto access = sync::open_store(asked, ctx.core().sealer());
  if (!access) co_return;
  const engine::Target target{.peer = engine::Target::Peer::store, .id = store_id};
  const auto ping =
      co_await ctx.call(deps.shop.ping(*access, ctx.now(), ctx.rng()), target, "ping_store");
  const std::optional<StoreRow> now = same_store(ctx, asked);
  if (!now) co_return;
  if (ping) {
    co_await answered(ctx, *now, *ping);
  } else if (ping.error().code == "store_rejected_key") {
    co_await rejected(ctx, *now);
  } else if (ping.error().fault == Fault::not_found) {
    co_await not_there(ctx, *now);
  } else {
    silent(ctx, *now);
  }
}

}  // namespace byte8::lifecycle
