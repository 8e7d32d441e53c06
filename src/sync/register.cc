#include "sync/register.h"

#include "base/log.h"
#include "sync/intake.h"
#include "sync/invoice.h"
#include "sync/outcome_report.h"
#include "sync/report.h"
#include "sync/settled.h"

namespace byte8::sync {

void register_handlers(engine::Handlers& handlers, WorldPtr world) {
  register_intake(handlers, world);
  register_invoice(handlers, world);
  register_reports(handlers, world);
  register_settled(handlers);
  handlers.on_outcome = [world](engine::Ctx ctx, const store::RunRow& row,
                                const engine::RunOutcome& outcome) {
    report_outcome(ctx, world, row, outcome);
  };
}

}  // namespace byte8::sync
