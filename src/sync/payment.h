#pragma once
// invoice.paid: a receipt for the invoice, on the bank account that its payment method maps to.
// Claims F044 to F046.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_payment(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
