#pragma once
// The notice "store_keys": which keys the edge accepts from a store. The edge reads the keys in
// force at its own start; this tells it what changed since.

#include <cstdint>
#include <string>

#include "base/secret.h"
#include "engine/input.h"

namespace byte8::lifecycle {

inline constexpr const char* store_keys_topic = "store_keys";

struct StoreKeys : engine::Payload {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::string tenant_id;
  // The key in force.
  SecretText api_key;
  // One that was offered to the store and may have been taken: to be accepted as well. Empty: none.
  // A store signs with a new key before we hear that it took it, and a 401 would dead-letter its
  // events.
  SecretText offered_key;
};

}  // namespace byte8::lifecycle
