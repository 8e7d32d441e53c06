#pragma once
// creditmemo.created: a credit note to the invoice's own contact; set against the invoice while
// that is open, refunded where it was paid and the method maps to a bank account, else left as
// credit. Claims F047 to F051.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_credit_note(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
