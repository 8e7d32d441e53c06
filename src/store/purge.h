#pragma once
// Deleting what an account synced, in pieces. The account itself, its people, its audit trail and
// what is still to be revoked at the provider stay.

#include <cstdint>
#include <vector>

#include "port/db.h"

namespace byte8::store::purge {

// The big tables, in their order: each to be repeated until `changed` is below the limit.
std::vector<port::Query> batch(std::int64_t account_id, std::int64_t limit);
// Everything else, at once, when those are empty.
std::vector<port::Query> rest(std::int64_t account_id);

struct Counts {
  std::int64_t stores = 0;
  std::int64_t bindings = 0;
  std::int64_t runs = 0;
  std::int64_t mappings = 0;
};
port::Query counts(std::int64_t account_id);
Counts counts_row(const port::Row& row);

}  // namespace byte8::store::purge
