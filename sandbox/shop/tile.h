#pragma once
// What Magento's admin shows of the connection: the dashboard tile and the configuration page's
// status, each a decision list over the chassis's health answer. Source: spec/wire.md, tile health.

#include "base/clock.h"
#include "base/json.h"

namespace byte8::sandbox::shop {

// `health` is the chassis's object, or null where it is unknown (unreachable). Gives {"connected",
// "tile":{"state","colour","dot","headline","last_sync","pending","errors_24h","target"},
// "config":{"state","dot","label"},"health"}.
json::Value health_view(bool connected, const json::Value& health, Millis now);

}  // namespace byte8::sandbox::shop
