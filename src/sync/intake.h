#pragma once
// From a webhook to a durable run: decoding the envelope, and the command that stores it. A 202
// means that event and run are committed. Source: spec/wire.md §1 and §4; claims F105 ff.

#include <string>

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

struct IntakePayload : engine::Payload {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::string event;
  std::string idempotency_key;
  std::string body_hash;
  std::string entity_kind;
  std::int64_t magento_id = 0;
  std::int64_t website_id = 0;
  std::int64_t store_view_id = 0;
  std::string occurred_at;
  std::string payload;  // JSON
  std::optional<std::string> increment_id;
};

// Pure. Errors are answers: code `unknown_event` or `malformed` with the field's name (422).
Result<IntakePayload> decode_event(std::string_view event, std::string_view idempotency_key,
                                   std::string_view body);

// The command "intake": 202 {"sync_run_id"}, or 401 when every binding of the store is revoked.
void register_intake(engine::Handlers& handlers, const WorldPtr& world);

// {"code","message"} as the wire answers refusals.
http::Response wire_refusal(int status, std::string_view code, std::string_view message);

}  // namespace byte8::sync
