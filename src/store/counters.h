#pragma once
// How often something happened, kept as it happens: by account, binding and quarter of an hour.
// Names: succeeded, skipped, failed, needs_review (runs that ended so), code:<cause>,
// problem:<fingerprint>, calls (to the ledger).

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "port/db.h"

namespace byte8::store {

struct CounterSum {
  std::string name;
  std::int64_t at = 0;
  std::int64_t n = 0;
};

namespace counters {
inline constexpr Millis slot_length = 15 * 60 * 1000;
// When the slot of that moment began.
constexpr Millis slot_of(Millis wall) {
  return wall - wall % slot_length;
}

port::Query add(std::int64_t account_id, std::int64_t binding_id, const std::string& name,
                Millis slot, std::int64_t n);
// Runs by how they ended, in [from, to), in steps counted from `from`; binding 0: all of them.
port::Query outcomes(std::int64_t account_id, std::int64_t binding_id, Millis from, Millis to,
                     Millis step);
// What begins with `prefix`, summed over [from, to); the largest first. `at` is 0.
port::Query largest(std::int64_t account_id, std::int64_t binding_id, const std::string& prefix,
                    Millis from, Millis to, std::int64_t limit);
// One name in [from, to), in steps counted from `from`.
port::Query steps(std::int64_t account_id, const std::string& name, Millis from, Millis to,
                  Millis step);
CounterSum sum_row(const port::Row& row);
port::Query forget(Millis before, std::int64_t limit);
}  // namespace counters

}  // namespace byte8::store
