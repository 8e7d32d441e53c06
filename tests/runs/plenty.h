#pragma once
// Runs as rows, as many as wanted, without anybody having made them.

#include <string>

#include "tests/lifecycle/world.h"

namespace byte8::tests {

struct RunOf {
  std::string status = "failed";
  std::string event = "invoice.created";
  std::string entity_kind = "invoice";
  std::string reason;
  std::string error_code = "validation";
  std::string detail_code;
  std::string message = "refused";
  std::string result;
  std::int64_t magento_id = 1;
  std::string reference;
};

// Its id as text. Ids follow the world's clock.
std::string put_run(World& world, const std::string& binding, const RunOf& run);
// The same `count` times in one statement, with ids and entities that go up from `first`.
void put_many(World& world, const std::string& binding, const RunOf& run, std::int64_t first,
              std::int64_t count);

std::vector<std::string> ids_of(const Answered& answered);
std::int64_t number_in(const json::Value& body, std::string_view key);

}  // namespace byte8::tests
