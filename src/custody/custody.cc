#include "custody/custody.h"

#include "base/log.h"
#include "custody/hold.h"
#include "custody/kept.h"
#include "custody/revocations.h"
#include "custody/settle_refresh.h"
#include "store/grants.h"

namespace byte8::custody {
namespace {

// A grant that is not used dies after 31 days at Sage; renewing it weekly leaves room for bad
// weeks.
constexpr Millis idle_for = Millis{7} * 86'400'000;
constexpr Millis look_every = Millis{6} * 3'600'000;

Task<void> keep_grants_alive(engine::Ctx ctx) {
  for (;;) {
    const port::Rows rows = co_await ctx.ask(store::grants::idle(ctx.now().wall - idle_for));
    for (const port::Row& row : rows.rows) {
      const std::int64_t binding_id = store::grants::row(row).binding_id;
      // What fails is in the row and in the log; the next look tries again.
      static_cast<void>(co_await access(ctx, binding_id));
    }
    co_await ctx.sleep_until(ctx.now().boot + look_every);
  }
}

}  // namespace

void access_lost(engine::Ctx ctx, std::int64_t binding_id, std::string why) {
  ctx.spawn("access_lost", [binding_id, why = std::move(why)](engine::Ctx own) {
    return hold_for_lost_access(own, binding_id, why);
  });
}

void register_handlers(engine::Handlers& handlers) {
  handlers.settlers[std::string(refresh_settler)] = settle_refresh;
  handlers.duties.emplace_back("revocations", finish_revocations);
  handlers.duties.emplace_back("idle_grants", keep_grants_alive);
  handlers.duties.emplace_back("kept_grants", look_after_kept);
}

}  // namespace byte8::custody
