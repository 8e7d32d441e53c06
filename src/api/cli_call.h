#pragma once
// What the command line asks of bindings and runs: the same routes as over HTTP, without a token,
// for whoever may read the data folder; and the purge.

#include <optional>
#include <string>

#include "api/service.h"
#include "engine/core.h"

namespace byte8::api {

inline constexpr const char* api_call_command = "cli.call";
inline constexpr const char* purge_command = "cli.purge";

// Answered as the route answers. 404 for an account that is none.
struct ApiCall : engine::Payload {
  std::string method;
  std::string target;  // below /v1/bindings or /v1/runs
  std::string body;
  std::optional<std::string> account;  // "acct_…"; nothing: the host account
};

// 200 {"items":[{account_id, purge_at, stores, bindings, runs, mappings}], "purged"}: what is due,
// deleted unless dry_run.
struct Purge : engine::Payload {
  bool dry_run = false;
};

void register_cli_calls(engine::Handlers& handlers, ServicePtr service);

}  // namespace byte8::api
