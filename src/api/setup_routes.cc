// The ways in that need a link: the first user of an installation, and invitations.

#include "accounts/setup.h"
#include "accounts/team.h"
#include "api/people.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

http::Response signed_in(const accounts::NewSession& made, const accounts::Deps& deps) {
  return with_session(
      answer(201, json::object({{"account_id", store::id_text("acct", made.account_id)},
                                {"user_id", store::id_text("user", made.user_id)}})),
      deps, made.token);
}

Task<http::Response> set_up(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  accounts::Founding founding;
  founding.token = request->captured.at(0);
  founding.organisation = fields.text("organisation");
  founding.name = fields.text("name");
  founding.email = fields.text("email");
  founding.password = SecretText(fields.text("password"));
  founding.time_zone = fields.text("time_zone");
  founding.address = request->http->request.peer;
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto made = co_await accounts::set_up(ctx, deps, founding);
  if (!made) co_return problem(*request, made.error());
  co_return signed_in(*made, *deps);
}

Task<http::Response> show_invitation(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const auto offer = co_await accounts::find_offer(ctx, request->captured.at(0));
  if (!offer) co_return problem(*request, accounts::dead_link());
  co_return answer(200, json::object({{"account", offer->account},
                                      {"role", offer->invitation.role},
                                      {"email", offer->invitation.email},
                                      {"known", offer->known},
                                      {"expires_at", time(offer->invitation.expires_at)}}));
}

Task<http::Response> accept(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  accounts::Acceptance acceptance;
  acceptance.token = request->captured.at(0);
  acceptance.name = fields.maybe_text("name").value_or("");
  acceptance.password = SecretText(fields.text("password"));
  acceptance.code = fields.maybe_text("totp");
  acceptance.address = request->http->request.peer;
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto made = co_await accounts::accept(ctx, deps, acceptance);
  if (!made) co_return problem(*request, made.error());
  co_return signed_in(*made, *deps);
}

}  // namespace

void add_setup_routes(Service& service) {
  add_route(service, {"POST", "/v1/setup/{token}", Access::open, {}}, set_up);
  add_route(service, {"GET", "/v1/invitations/{token}", Access::open, {}}, show_invitation);
  add_route(service, {"POST", "/v1/invitations/{token}", Access::open, {}}, accept);
}

}  // namespace byte8::api
