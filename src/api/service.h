#pragma once
// What the routes share, and how they are registered: a function a file of routes.

#include <memory>

#include "api/auth.h"
#include "api/router.h"
#include "lifecycle/deps.h"
#include "store/directory.h"

namespace byte8::api {

struct Service {
  lifecycle::Deps deps;
  Router router;
  RateLimit rate;
};
// Lives as long as the handlers.
using ServicePtr = std::shared_ptr<Service>;

void add_account_routes(Service& service);
void add_binding_routes(Service& service);
void add_connect_routes(Service& service);
void add_policy_routes(Service& service);
void add_run_routes(Service& service);
void add_wire_routes(Service& service);
void add_pages(Service& service);

// The binding that a path names, if it is this account's.
std::optional<store::BindingRow> binding_named(engine::Ctx ctx, const Request& request);

}  // namespace byte8::api
