#pragma once
// Which live binding posts to a business: at most one does, in the whole installation.

#include <cstdint>
#include <string>

#include "engine/directory.h"

namespace byte8::lifecycle {

// The live binding, of any account, that posts to this business of the provider; null: none does.
const store::BindingRow* holder(const engine::Directory& directory, const std::string& provider_id,
                                std::int64_t except);

// The same for the business that a binding has; null when it has none.
const store::BindingRow* other_holder(const engine::Directory& directory,
                                      const store::BindingRow& binding);

}  // namespace byte8::lifecycle
