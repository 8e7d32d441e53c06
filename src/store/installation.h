#pragma once
// Facts about the whole installation.

#include <cstdint>

#include "port/db.h"

namespace byte8::store::installation {

// One row with the milliseconds at which the database was put back to an earlier time, or none.
port::Query restored_at();
port::Query put_restored_at(std::int64_t at);

}  // namespace byte8::store::installation
