#pragma once
// What the store is told: one outcome per Magento entity, its latest version, one in flight at a
// time, again and again until the store has taken it. Source: spec/wire.md §7.

#include "engine/core.h"
#include "port/shop.h"
#include "sync/world.h"

namespace byte8::sync {

// Writes what is owed, in this turn, and sees that somebody sends it.
void owe_report(engine::Ctx ctx, WorldPtr world, std::int64_t account_id, std::int64_t store_id,
                const port::SyncState& state);

// The command by which a floor above sees to it that a store gets what it is owed. Nobody waits for
// its answer.
inline constexpr const char* send_reports_command = "send_reports";
struct SendReports : engine::Payload {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
};

// That command, and after a start every store that is owed something.
void register_reports(engine::Handlers& handlers, WorldPtr world);

json::Value to_json(const port::SyncState& state);
Result<port::SyncState> sync_state(const json::Value& value);

}  // namespace byte8::sync
