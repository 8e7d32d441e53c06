// The rounds: which store is pinged next. A store costs an entry of a heap while nothing is asked
// of it, and a coroutine only while a ping of it is under way.

#include <algorithm>
#include <queue>
#include <unordered_set>

#include "lifecycle/contact.h"
#include "lifecycle/revoke.h"

namespace byte8::lifecycle {
namespace {

// How many entries one turn looks at that need no ping.
constexpr int looked_at_max = 500;

struct Due {
  Millis at = 0;
  std::int64_t store = 0;
  Millis pinged = 0;  // boot time of the last ping; 0: none in this process
  bool operator>(const Due& other) const { return at > other.at; }
};

struct Rounds {
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
  std::unordered_set<std::int64_t> known;
  std::unordered_set<std::int64_t> under_way;
};
using RoundsPtr = std::shared_ptr<Rounds>;

// Up to a tenth more, so that stores which were heard from together drift apart.
Millis with_jitter(engine::Ctx ctx, Millis period) {
  return period + static_cast<Millis>(ctx.rng().below(
                      static_cast<std::uint64_t>(std::max<Millis>(period / 10, 1))));
}

// How often this store is asked; 0: not at all. After a disconnect in Magento it is left alone.
Millis period_of(engine::Ctx ctx, const store::StoreRow& store, Millis interval) {
  if (store.status == "token_revoked") {
    const Millis since = ctx.now().wall - store.rejected_at.value_or(ctx.now().wall);
    return since < kept_after_rejection ? interval : 0;
  }
  const auto bindings = ctx.core().directory().bindings_of_store(store.id);
  const bool live =
      std::ranges::any_of(bindings, [](const store::BindingRow* row) { return row->live(); });
  if (!live) return 0;
  return store.status == "gone" ? std::max(gone_ping_interval, interval) : interval;
}

// Newly paired ones join the rounds; the first round is spread over the interval.
void admit(engine::Ctx ctx, Rounds& rounds, Millis interval) {
  for (const auto& [id, store] : ctx.core().directory().stores()) {
    if (!rounds.known.insert(id).second) continue;
    const auto spread = static_cast<Millis>(ctx.rng().below(static_cast<std::uint64_t>(interval)));
    rounds.due.push({.at = ctx.now().boot + spread, .store = id});
  }
}

// Whether the entry is to be pinged now; else it is put back, or dropped with its store.
bool is_due(engine::Ctx ctx, Rounds& rounds, Due entry, Millis interval) {
  const store::StoreRow* store = ctx.core().directory().store(entry.store);
  if (store == nullptr) {
    rounds.known.erase(entry.store);
    return false;
  }
  const Now now = ctx.now();
  const Millis period = period_of(ctx, *store, interval);
  if (period == 0 || store->status == "pairing" || rounds.under_way.contains(entry.store)) {
    entry.at = now.boot + with_jitter(ctx, interval);
    rounds.due.push(entry);
    return false;
  }
  // Heard from counts as asked, unless it is about to be given up or taken back.
  const bool counts = store->status != "token_revoked" && store->last_contact_at;
  const Millis heard = counts ? now.boot - (now.wall - *store->last_contact_at) + period : 0;
  const Millis asked = entry.pinged == 0 ? 0 : entry.pinged + period;
  const Millis earliest = std::max(heard, asked);
  if (earliest <= now.boot) return true;
  entry.at = now.boot + with_jitter(ctx, std::min(earliest - now.boot, period));
  rounds.due.push(entry);
  return false;
}

// outlives: the rounds are held by the coroutine itself
Task<void> ping_one(engine::Ctx ctx, Deps deps, RoundsPtr rounds, std::int64_t store_id) {
  co_await check_store(ctx, deps, store_id);
  rounds->under_way.erase(store_id);
}

// At most one ping a turn; whether there was one.
bool next_ping(engine::Ctx ctx, Deps deps, RoundsPtr rounds, Millis interval) {
  for (int looked = 0; looked < looked_at_max; ++looked) {
    if (rounds->due.empty() || rounds->due.top().at > ctx.now().boot) return false;
    Due entry = rounds->due.top();
    rounds->due.pop();
    if (!is_due(ctx, *rounds, entry, interval)) continue;
    rounds->under_way.insert(entry.store);
    ctx.spawn("ping_store", [deps, rounds, id = entry.store](engine::Ctx own) {
      return ping_one(own, deps, rounds, id);
    });
    entry.pinged = ctx.now().boot;
    entry.at = ctx.now().boot + with_jitter(ctx, interval);
    rounds->due.push(entry);
    return true;
  }
  return true;
}

}  // namespace

Task<void> keep_in_touch(engine::Ctx ctx, Deps deps) {
  const auto rounds = std::make_shared<Rounds>();
  const Millis interval = std::max(deps.store_ping_interval, ping_step);
  Millis admit_at = 0;
  for (;;) {
    if (ctx.now().boot >= admit_at) {
      admit(ctx, *rounds, interval);
      admit_at = ctx.now().boot + interval;
    }
    const bool busy = next_ping(ctx, deps, rounds, interval);
    Millis next = admit_at;
    if (!rounds->due.empty()) next = std::min(next, rounds->due.top().at);
    if (busy) next = std::max(next, ctx.now().boot + ping_step);
    co_await ctx.sleep_until(std::max(next, ctx.now().boot + 1));
  }
}

}  // namespace byte8::lifecycle
