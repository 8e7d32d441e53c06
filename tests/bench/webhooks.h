#pragma once
// What a store sends: whole requests as bytes, each signed anew as the module does it. Source:
// spec/wire.md, "Tokens" and "Delivery".

#include <cstdint>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/rng.h"

namespace byte8::bench {

// The event invoice.created of the document with this id, in store view 1.
std::string event_body(std::int64_t id);

class Webhooks {
 public:
  // `outbound_key`: the 32 raw bytes that sign what goes from the store to the chassis.
  Webhooks(std::string tenant, std::string_view outbound_key);

  // The webhook invoice.created of the document, with the idempotency key the module gives it.
  std::string created(std::int64_t id, std::string_view body);
  std::string created(std::int64_t id) { return created(id, event_body(id)); }

 private:
  std::string token();

  std::string tenant_;
  crypto::Hmac key_;
  Rng rng_;
};

}  // namespace byte8::bench
