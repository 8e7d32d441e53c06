#include "sync/register.h"

#include "base/log.h"
#include "sync/credit_note.h"
#include "sync/customer.h"
#include "sync/dependents.h"
#include "sync/intake.h"
#include "sync/invoice.h"
#include "sync/outcome_report.h"
#include "sync/payment.h"
#include "sync/product.h"
#include "sync/report.h"
#include "sync/settled.h"

namespace byte8::sync {

void register_handlers(engine::Handlers& handlers, WorldPtr world) {
  register_intake(handlers, world);
  register_invoice(handlers, world);
  register_payment(handlers, world);
  register_credit_note(handlers, world);
  register_customer(handlers, world);
  register_product(handlers, world);
  register_reports(handlers, world);
  register_settled(handlers);
  handlers.on_outcome = [world](engine::Ctx ctx, const store::RunRow& row,
                                const engine::RunOutcome& outcome) {
    report_outcome(ctx, world, row, outcome);
    if (row.entity_kind == "invoice" && outcome.status != "waiting") {
      wake_dependents(ctx, world, row);
    }
  };
}

}  // namespace byte8::sync
