#include "lifecycle/store_state.h"

namespace byte8::lifecycle {

void change_store(engine::Ctx ctx, const store::StoreRow& store) {
  ctx.write(store::directory::put(store));
  ctx.core().directory().put(store);
}

void store_is_active(engine::Ctx ctx, std::int64_t store_id) {
  const store::StoreRow* known = ctx.core().directory().store(store_id);
  if (known == nullptr || known->status != "pending") return;
  store::StoreRow store = *known;
  store.status = "active";
  change_store(ctx, store);
}

}  // namespace byte8::lifecycle
