#include "lifecycle/connect.h"

#include "base/crypto.h"
#include "base/log.h"
#include "lifecycle/store_state.h"
#include "store/ids.h"
#include "store/pairings.h"

namespace byte8::lifecycle {
namespace {

constexpr std::size_t key_bytes = 32;

SecretText fresh_key() {
  return SecretText("byte8_lk_" + crypto::random_hex(key_bytes));
}

store::StoreRow known_or_new(engine::Ctx ctx, std::int64_t account_id,
                             const std::string& base_url) {
  if (const store::StoreRow* known = ctx.core().directory().store_at(account_id, base_url)) {
    return *known;
  }
  store::StoreRow store;
  store.account_id = account_id;
  store.id = ctx.new_id();
  store.tenant_id = ctx.rng().uuid();
  store.base_url = base_url;
  store.status = "pairing";
  store.created_at = ctx.now().wall;
  return store;
}

// Everything that must be durable before the store is asked.
std::string offer_key(engine::Ctx ctx, store::StoreRow& store, const SecretText& key) {
  const std::string sealed =
      ctx.core().sealer().seal(key.reveal(), store::sealed_key_identity(store.tenant_id));
  // Never paired: there is no key in force that this one could push out.
  if (store.status == "pairing") {
    store.sealed_key = sealed;
    change_store(ctx, store);
  }
  ctx.write(store::pairings::offer(
      {.account_id = store.account_id, .store_id = store.id, .sealed_key = sealed}));
  tell_keys(ctx, store, sealed);
  return sealed;
}

void withdraw(engine::Ctx ctx, std::int64_t store_id) {
  const store::StoreRow* store = ctx.core().directory().store(store_id);
  if (store == nullptr) return;
  ctx.write(store::pairings::close(store->account_id, store_id));
  tell_keys(ctx, *store, "");
}

Error unreachable_for_now() {
  Error error = Error::coded(Fault::validation, "store_unreachable",
                             "The store did not answer in time. Whether it took the key is being "
                             "checked for a few minutes: if it did, it appears in the list.");
  error.field = "magento_base_url";
  return error;
}

}  // namespace

Task<Result<Connected>> connect(engine::Ctx ctx, Deps deps, std::int64_t account_id,
                                std::string base_url, std::string pairing_code, std::string actor) {
  auto tidy = deps.shop.tidy(base_url);
  if (!tidy) {
    Error error = tidy.error();
    error.code = "invalid_url";
    error.field = "magento_base_url";
    co_return error;
  }
  // Two pairings of one store at a time would leave it with a key that we do not have.
  const engine::Lock alone = co_await ctx.lock("pair:" + std::to_string(account_id) + ":" + *tidy);
  store::StoreRow store = known_or_new(ctx, account_id, *tidy);
  const SecretText key = fresh_key();
  const std::string offer = offer_key(ctx, store, key);
  const port::PairRequest request{.base_url = store.base_url,
                                  .pairing_code = pairing_code,
                                  .tenant_id = store.tenant_id,
                                  .api_key = key,
                                  .ledger_base_url = deps.public_url};
  const auto paired = co_await ctx.call(deps.shop.pair(request), engine::Target{}, "pair_store");
  if (paired) co_return co_await finish_pairing(ctx, store.id, offer, actor);
  const Error error = paired.error();
  log::info("pairing_failed", {{"store", store::id_text("store", store.id)}, {"code", error.code}});
  if (error.effect == byte8::Effect::none) {
    withdraw(ctx, store.id);
    co_return error;
  }
  if (co_await offer_taken(ctx, deps, store.id, offer)) {
    co_return co_await finish_pairing(ctx, store.id, offer, actor);
  }
  watch_offer(ctx, deps, store.id, offer, actor);
  co_return unreachable_for_now();
}

}  // namespace byte8::lifecycle
