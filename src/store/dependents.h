#pragma once
// Runs that wait for another one: payments and credit memos for their invoice.

#include <cstdint>

#include "port/db.h"

namespace byte8::store::dependents {

// Back to the queue, if it still waits for another; `changed` is 1 or 0.
port::Query wake(std::int64_t account_id, std::int64_t run_id);

}  // namespace byte8::store::dependents
