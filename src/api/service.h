#pragma once
// What the routes share, and how they are registered: a function a file of routes.

#include <memory>

#include "accounts/deps.h"
#include "accounts/oidc_provider.h"
#include "api/auth.h"
#include "api/router.h"
#include "api/stream.h"
#include "lifecycle/deps.h"
#include "store/directory.h"

namespace byte8::api {

struct Service {
  lifecycle::Deps deps;
  accounts::DepsPtr accounts;
  accounts::OidcPtr oidc;
  PageStreamPtr pages;
  Router router;
  RateLimit rate;
};
// Lives as long as the handlers.
using ServicePtr = std::shared_ptr<Service>;

void add_account_routes(Service& service);
void add_audit_routes(Service& service);
void add_me_routes(Service& service);
void add_oidc_routes(Service& service);
void add_session_routes(Service& service);
void add_setup_routes(Service& service);
void add_token_routes(Service& service);
void add_user_routes(Service& service);
void add_binding_routes(Service& service);
void add_bulk_routes(Service& service);
void add_connect_routes(Service& service);
void add_policy_routes(Service& service);
void add_policy_page_routes(Service& service);
void add_problem_routes(Service& service);
void add_run_routes(Service& service);
void add_run_act_routes(Service& service);
void add_stats_routes(Service& service);
void add_store_routes(Service& service);
void add_stream_routes(Service& service);
void add_reference_routes(Service& service);
void add_binding_work_routes(Service& service);
void add_consent_link_routes(Service& service);
void add_dead_letter_routes(Service& service);
void add_health_routes(Service& service);
void add_subscription_routes(Service& service);
void add_wire_routes(Service& service);
void add_pages(Service& service);

// The binding that a path names, if it is this account's.
std::optional<store::BindingRow> binding_named(engine::Ctx ctx, const Request& request);

}  // namespace byte8::api
