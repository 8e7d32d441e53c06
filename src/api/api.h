#pragma once
// The chassis' own HTTP interface, and the wire's routes but the webhooks. Registers the commands
// "http" (api/http_payload.h), "cli.user_create" and "cli.token_create" (api/cli.h).

#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::api {

void register_handlers(engine::Handlers& handlers, lifecycle::Deps deps);

}  // namespace byte8::api
