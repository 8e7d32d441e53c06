#include "accounts/register.h"

#include "accounts/mail.h"

namespace byte8::accounts {
namespace {

Task<http::Response> errand_done(engine::Ctx ctx, std::shared_ptr<const engine::Payload> payload) {
  ctx.raise(errand_signal(std::static_pointer_cast<const ErrandDone>(payload)->id));
  co_return http::Response{.status = 204};
}

}  // namespace

void register_handlers(engine::Handlers& handlers, DepsPtr deps) {
  handlers.commands[errand_done_command] = errand_done;
  if (deps->mailer == nullptr) return;
  handlers.duties.emplace_back("mail", [deps](engine::Ctx ctx) { return send_mail(ctx, deps); });
}

}  // namespace byte8::accounts
