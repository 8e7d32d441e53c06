#pragma once
// What went over the wire in an attempt: both sides as JSON texts, masked before they come here
// (store/exchanges_mask.h). The newest of a run are kept, and none longer than a week.

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "port/db.h"

namespace byte8::store {

struct ExchangeRow {
  std::int64_t account_id = 0;
  std::int64_t run_id = 0;
  std::int64_t n = 0;  // of the attempt
  std::string request;
  std::string response;
  Millis at = 0;
};

namespace exchanges {
inline constexpr Millis kept_for = Millis{7} * 86'400'000;
inline constexpr std::int64_t kept_of_a_run = 20;

// Belongs to the attempt that was written last.
port::Query insert(const ExchangeRow& exchange);
port::Query trim(std::int64_t account_id, std::int64_t run_id);
// The numbers of the attempts that have one, in order.
port::Query numbers(std::int64_t account_id, std::int64_t run_id);
// The nth that is kept, from 1.
port::Query find(std::int64_t account_id, std::int64_t run_id, std::int64_t nth);
ExchangeRow row(const port::Row& row);
port::Query forget(Millis before, std::int64_t limit);
}  // namespace exchanges

}  // namespace byte8::store
