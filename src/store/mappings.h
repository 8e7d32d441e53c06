#pragma once
// What was mapped between a store and a business, as people read it.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store::mappings {

struct Filter {
  std::string kind;         // empty: all
  std::string magento_key;  // empty: all
  // After this one, in the order of kind and key.
  std::string after_kind;
  std::string after_key;
  std::int64_t limit = 50;
};

// Columns as xrefs::row (store/postings.h) reads them.
port::Query list(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                 const Filter& filter);

}  // namespace byte8::store::mappings
