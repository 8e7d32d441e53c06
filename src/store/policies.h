#pragma once
// Policy documents, a row per binding and version; versions are never changed.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct PolicyRow {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::int64_t version = 0;
  std::string document;  // JSON of model::Policy
  std::string saved_by;
  std::int64_t saved_at = 0;
};

namespace policies {
port::Query insert(const PolicyRow& policy);
port::Query find(std::int64_t account_id, std::int64_t binding_id, std::int64_t version);
PolicyRow row(const port::Row& row);
// Versions below that one, newest first, with an empty document.
port::Query list(std::int64_t account_id, std::int64_t binding_id, std::int64_t below,
                 std::int64_t limit);
}  // namespace policies

}  // namespace byte8::store
