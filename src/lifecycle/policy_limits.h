#pragma once
// What an account's plan and a business's edition leave out of the settings.

#include <optional>
#include <string_view>

#include "model/policy_limits.h"
#include "store/directory.h"
#include "store/subscriptions.h"

namespace byte8::lifecycle {

// `plan`: billing's row, nothing without billing. Of its limits {"websites": 2, "features":
// ["sync_products"]} count here; `features` lists which of model::limited_settings are included,
// and all are where it is absent.
model::PolicyLimits policy_limits(const std::optional<store::SubscriptionRow>& plan,
                                  const store::BusinessRow& business);

}  // namespace byte8::lifecycle
