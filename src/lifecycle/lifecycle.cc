#include "lifecycle/lifecycle.h"

#include "lifecycle/build.h"
#include "lifecycle/contact.h"
#include "lifecycle/pairing.h"
#include "lifecycle/run_bulk.h"
#include "lifecycle/subscription.h"

namespace byte8::lifecycle {

void register_handlers(engine::Handlers& handlers, Deps deps) {
  handlers.duties.emplace_back("pairings",
                               [deps](engine::Ctx ctx) { return resume_pairings(ctx, deps); });
  handlers.duties.emplace_back("builds", resume_builds);
  handlers.duties.emplace_back("contact",
                               [deps](engine::Ctx ctx) { return keep_in_touch(ctx, deps); });
  handlers.duties.emplace_back("subscriptions", look_after_subscriptions);
  register_bulk(handlers);
}

}  // namespace byte8::lifecycle
