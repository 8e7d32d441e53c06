#pragma once
// Payments and credit memos wait for their invoice. Who waits for which is kept in memory, for a
// quick wake-up; a wait also has a time, so that a forgotten one comes back by itself.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

class Dependents {
 public:
  void add(std::int64_t binding, std::int64_t invoice, const engine::QueuedRun& run);
  std::vector<engine::QueuedRun> take(std::int64_t binding, std::int64_t invoice);
  // Notes that this event of the invoice was made here; true if it had been, and has not ended.
  bool made(std::int64_t binding, std::int64_t invoice, std::string_view event);
  void ended(std::int64_t binding, std::int64_t invoice, std::string_view event);

 private:
  std::set<std::tuple<std::int64_t, std::int64_t, std::string>> made_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<engine::QueuedRun>> waiting_;
};

// The run waits for an event of this invoice.
engine::RunOutcome wait_for_invoice(const WorldPtr& world, const store::RunRow& row,
                                    std::int64_t invoice, std::string_view reason, Millis due_in);

// An event of this invoice has ended: those that wait for it look again.
void wake_dependents(engine::Ctx ctx, const WorldPtr& world, const store::RunRow& row);

// A run that a payment or memo needs and nobody sent, under the policy of the one that asks.
void make_invoice_run(engine::Ctx ctx, const store::RunRow& asking, std::string_view event,
                      std::int64_t invoice);

}  // namespace byte8::sync
