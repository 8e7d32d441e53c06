#include "api/api.h"

#include "api/cli.h"
#include "api/http_payload.h"
#include "api/serve.h"
#include "api/service.h"

namespace byte8::api {

void register_handlers(engine::Handlers& handlers, lifecycle::Deps deps) {
  const ServicePtr service = std::make_shared<Service>(Service{.deps = std::move(deps)});
  add_account_routes(*service);
  add_binding_routes(*service);
  add_connect_routes(*service);
  add_policy_routes(*service);
  add_run_routes(*service);
  add_wire_routes(*service);
  add_pages(*service);
  handlers.commands[http_command] = [service](engine::Ctx ctx,
                                              std::shared_ptr<const engine::Payload> payload) {
    return serve(ctx, service, std::static_pointer_cast<const HttpPayload>(payload));
  };
  register_cli(handlers);
}

}  // namespace byte8::api
