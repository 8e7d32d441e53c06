#pragma once
// The account's plan, as the operator's billing says it. Cancelling touches no binding before the
// period ends; then all are revoked `subscription_ended` and the data wait 90 days for a way back.
// An account that billing never named has none of this.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core.h"
#include "store/subscriptions.h"

namespace byte8::lifecycle {

Task<std::optional<store::SubscriptionRow>> subscription(engine::Ctx ctx, std::int64_t account_id);

// Error `conflict` where the status does not permit it: nothing to cancel, nothing cancelled, or
// ended (billing has to start it again).
Task<Status> cancel_subscription(engine::Ctx ctx, std::int64_t account_id, std::string actor);
Task<Status> resume_subscription(engine::Ctx ctx, std::int64_t account_id, std::string actor);

// What billing says; takes effect at once. purge_at and purged_at are ours to set.
Task<void> put_subscription(engine::Ctx ctx, store::SubscriptionRow wanted, std::string actor);

// Error `conflict` while the account's subscription is over: nothing may be connected then.
Task<Status> may_connect(engine::Ctx ctx, std::int64_t account_id);

// Revokes, brings back or purges what one account's subscription asks for at this moment.
Task<void> apply_subscription(engine::Ctx ctx, std::int64_t account_id);

// The duty: ends what is over, within 20 seconds.
Task<void> look_after_subscriptions(engine::Ctx ctx);

}  // namespace byte8::lifecycle
