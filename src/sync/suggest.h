#pragma once
// The policy a new binding starts with: what can be told from the business itself, and nothing
// guessed.

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/policy.h"
#include "model/reference.h"

namespace byte8::sync {

struct Suggestion {
  model::Policy policy;
  std::map<std::string, std::string> reasons;  // a sentence for every key of the document
};

// Tax rates by the country's own ids and by percentage, the first sales account, a current account
// in the business's currency, the country's time zone; documents older than `since` stay out. What
// cannot be told stays null, and documents wait for it.
Suggestion explained_suggestion(const model::Reference& reference,
                                const model::BusinessFacts& business, Millis since);
model::Policy suggest(const model::Reference& reference, const model::BusinessFacts& business,
                      Millis since);

// The time zone of documents where the policy names none; empty for a country with several.
std::string default_time_zone(std::string_view country);

}  // namespace byte8::sync
