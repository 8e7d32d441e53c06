#include "api/cli_call.h"

#include "base/text.h"
#include "lifecycle/purge.h"
#include "store/accounts.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

http::Response refusal(int status, std::string_view code, std::string_view message) {
  return answer(status, json::object({{"code", code}, {"message", message}}));
}

// 0 where there is no such account.
Task<std::int64_t> account_of(engine::Ctx ctx, std::optional<std::string> named) {
  if (named) {
    const std::int64_t id = store::id_of("acct", *named).value_or(0);
    const port::Rows found = co_await ctx.ask(store::accounts::find(id));
    co_return found.empty() ? 0 : id;
  }
  const port::Rows host = co_await ctx.ask(store::accounts::host());
  co_return host.empty() ? 0 : store::accounts::account_row(host.only()).id;
}

bool offered(const Route& route) {
  return route.pattern.starts_with("/v1/bindings") || route.pattern.starts_with("/v1/runs");
}

Task<http::Response> call(engine::Ctx ctx, ServicePtr service,
                          std::shared_ptr<const ApiCall> wanted) {
  const std::int64_t account = co_await account_of(ctx, wanted->account);
  if (account == 0) co_return refusal(404, "not_found", "there is no such account");
  auto payload = std::make_shared<HttpPayload>();
  payload->request = {.method = wanted->method, .target = wanted->target, .body = wanted->body};
  Match match = service->router.match(wanted->method, payload->request.path());
  if (match.route == nullptr || !offered(*match.route)) {
    co_return refusal(404, "not_found", "the command line does not offer this");
  }
  const auto request = std::make_shared<Request>();
  request->query = text::parse_form(payload->request.query());
  request->http = std::move(payload);
  request->captured = std::move(match.captured);
  request->who.account_id = account;
  request->who.actor = "command line";
  const Route& route = *match.route;  // outlives us: the service is held
  co_return co_await route.handler(ctx, request);
}

Task<http::Response> purge(engine::Ctx ctx, std::shared_ptr<const Purge> wanted) {
  const std::vector<lifecycle::PurgeDue> due = co_await lifecycle::purges_due(ctx);
  json::Array items;
  for (const lifecycle::PurgeDue& one : due) {
    items.push_back(json::object({{"account_id", store::id_text("acct", one.account_id)},
                                  {"purge_at", time(one.purge_at)},
                                  {"stores", one.counts.stores},
                                  {"bindings", one.counts.bindings},
                                  {"runs", one.counts.runs},
                                  {"mappings", one.counts.mappings}}));
    if (!wanted->dry_run) co_await lifecycle::purge_account(ctx, one.account_id);
  }
  co_return answer(200, json::object({{"items", std::move(items)}, {"purged", !wanted->dry_run}}));
}

}  // namespace

void register_cli_calls(engine::Handlers& handlers, ServicePtr service) {
  using PayloadPtr = std::shared_ptr<const engine::Payload>;
  handlers.commands[api_call_command] = [service = std::move(service)](engine::Ctx ctx,
                                                                       PayloadPtr payload) {
    return call(ctx, service, std::static_pointer_cast<const ApiCall>(payload));
  };
  handlers.commands[purge_command] = [](engine::Ctx ctx, PayloadPtr payload) {
    return purge(ctx, std::static_pointer_cast<const Purge>(payload));
  };
}

}  // namespace byte8::api
