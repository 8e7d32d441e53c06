#pragma once
// The policy a new binding starts with: what can be told from the business itself, and nothing
// guessed.

#include "base/clock.h"
#include "model/policy.h"
#include "model/reference.h"

namespace byte8::sync {

// Tax rates by the country's own ids and by percentage, the first sales account, a current account
// in the business's currency, the country's time zone; documents older than `now` stay out. What
// cannot be told stays null, and documents wait for it.
model::Policy suggest(const model::Reference& reference, const model::BusinessFacts& business,
                      Millis now);

}  // namespace byte8::sync
