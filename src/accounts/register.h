#pragma once
// What accounts register with the engine: the way back of errands, and the duty that sends mail.

#include "accounts/deps.h"

namespace byte8::accounts {

void register_handlers(engine::Handlers& handlers, DepsPtr deps);

}  // namespace byte8::accounts
