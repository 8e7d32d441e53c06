#include "api/api.h"

#include "accounts/register.h"
#include "api/cli.h"
#include "api/cli_call.h"
#include "api/description.h"
#include "api/http_payload.h"
#include "api/problem_keeper.h"
#include "api/serve.h"
#include "api/service.h"

namespace byte8::api {
namespace {

void add_all(Service& service) {
  add_account_routes(service);
  add_audit_routes(service);
  add_me_routes(service);
  add_oidc_routes(service);
  add_session_routes(service);
  add_setup_routes(service);
  add_token_routes(service);
  add_user_routes(service);
  add_binding_routes(service);
  add_connect_routes(service);
  add_policy_routes(service);
  add_policy_page_routes(service);
  add_bulk_routes(service);
  add_problem_routes(service);
  add_run_act_routes(service);
  add_run_routes(service);
  add_stats_routes(service);
  add_health_routes(service);
  add_stream_routes(service);
  add_store_routes(service);
  add_dead_letter_routes(service);
  add_reference_routes(service);
  add_binding_work_routes(service);
  add_consent_link_routes(service);
  add_subscription_routes(service);
  add_wire_routes(service);
  add_description(service);
  add_pages(service);
}

}  // namespace

std::vector<Route> routes(lifecycle::Deps deps) {
  Service service{.deps = std::move(deps),
                  .accounts = std::make_shared<const accounts::Deps>(),
                  .oidc = std::make_shared<accounts::Oidc>(std::vector<accounts::OidcProvider>())};
  add_all(service);
  return service.router.routes();
}

void register_handlers(engine::Handlers& handlers, lifecycle::Deps deps,
                       std::shared_ptr<port::Mailer> mailer,
                       std::vector<accounts::OidcProvider> providers, PageStreamPtr pages) {
  const auto people = std::make_shared<const accounts::Deps>(
      accounts::Deps{.public_url = deps.public_url, .mailer = std::move(mailer)});
  accounts::register_handlers(handlers, people);
  const ServicePtr service = std::make_shared<Service>(
      Service{.deps = std::move(deps),
              .accounts = people,
              .oidc = std::make_shared<accounts::Oidc>(std::move(providers)),
              .pages = pages == nullptr ? std::make_shared<PageStream>() : std::move(pages)});
  add_all(*service);
  handlers.commands[http_command] = [service](engine::Ctx ctx,
                                              std::shared_ptr<const engine::Payload> payload) {
    return serve(ctx, service, std::static_pointer_cast<const HttpPayload>(payload));
  };
  register_problem_keeper(handlers);
  register_cli(handlers);
  register_cli_calls(handlers, service);
  register_account_cli(handlers, people);
}

}  // namespace byte8::api
