#pragma once
// The numbered migrations of sql/, embedded at build time.

#include <vector>

#include "port/db.h"

namespace byte8::store {

const std::vector<port::Migration>& migrations();

}  // namespace byte8::store
