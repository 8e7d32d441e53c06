#include "lifecycle/lifecycle.h"

#include "lifecycle/build.h"
#include "lifecycle/pairing.h"

namespace byte8::lifecycle {

void register_handlers(engine::Handlers& handlers, Deps deps) {
  handlers.duties.emplace_back("pairings",
                               [deps](engine::Ctx ctx) { return resume_pairings(ctx, deps); });
  handlers.duties.emplace_back("builds", resume_builds);
}

}  // namespace byte8::lifecycle
