#pragma once
// The chassis' own HTTP interface, and the wire's routes but the webhooks. Registers the commands
// "http" (api/http_payload.h) and those of the command line (api/cli.h), and what accounts need.

#include <vector>

#include "accounts/deps.h"
#include "accounts/oidc_provider.h"
#include "api/router.h"
#include "api/stream.h"
#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::api {

// `mailer`: null where no mail server is configured. `providers`: of single sign-on. `pages`: where
// notices for open pages go (engine::page_topic), once they are released; null: nowhere.
void register_handlers(engine::Handlers& handlers, lifecycle::Deps deps,
                       std::shared_ptr<port::Mailer> mailer = nullptr,
                       std::vector<accounts::OidcProvider> providers = {},
                       PageStreamPtr pages = nullptr);

// Every route of it, to be compared with its description. They must not be called.
std::vector<Route> routes(lifecycle::Deps deps);

}  // namespace byte8::api
