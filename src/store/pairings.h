#pragma once
// A key that was offered to a store and is not known to be taken yet. The key in force stays valid
// meanwhile.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct OfferRow {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::string sealed_key;  // AAD: sealed_key_identity(tenant_id), as in the store's row
};

namespace pairings {
port::Query offer(const OfferRow& offer);
// Taken or refused: nothing is open any more.
port::Query close(std::int64_t account_id, std::int64_t store_id);
port::Query find(std::int64_t account_id, std::int64_t store_id);
port::Query open();
OfferRow row(const port::Row& row);
}  // namespace pairings

}  // namespace byte8::store
