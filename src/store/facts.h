#pragma once
// What is known of a business, as JSON in its row.

#include <string>
#include <string_view>

#include "model/reference.h"
#include "store/directory.h"

namespace byte8::store {

std::string facts_text(const model::BusinessFacts& facts, std::string_view subscription);
// Empty facts where the row has none yet.
model::BusinessFacts facts_of(const BusinessRow& business);
std::string subscription_of(const BusinessRow& business);

}  // namespace byte8::store
