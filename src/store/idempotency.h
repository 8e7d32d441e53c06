#pragma once
// Unsafe calls of our own interface that came with an Idempotency-Key, and what was answered.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct IdempotencyRow {
  std::int64_t account_id = 0;
  std::string key;
  std::string body_hash;  // of method, path and body
  std::int64_t status = 0;
  std::string answer;
  std::int64_t created_at = 0;
};

namespace idempotency {
port::Query find(std::int64_t account_id, const std::string& key);
IdempotencyRow row(const port::Row& row);
port::Query put(const IdempotencyRow& entry);
port::Query forget(std::int64_t account_id, std::int64_t created_before);
}  // namespace idempotency

}  // namespace byte8::store
