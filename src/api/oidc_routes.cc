// Single sign-on: which providers there are, out to one, and back from it. A browser is always led
// on to the dashboard, which shows what went wrong.

#include "accounts/oidc.h"
#include "accounts/oidc_state.h"
#include "api/people.h"
#include "base/text.h"

namespace byte8::api {
namespace {

using accounts::OidcPtr;

constexpr std::string_view browser_cookie = "b8_oidc";

// The address we come from holds a code, or leads to one: it is told to nobody.
http::Response see_other(std::string url) {
  return {.status = 303,
          .headers = {{"Location", std::move(url)}, {"Referrer-Policy", "no-referrer"}}};
}

http::Response not_in(const accounts::Deps& deps, const Error& error) {
  return see_other(deps.public_url + "/dashboard?error=" + text::percent_encode(error.message));
}

Task<http::Response> list(engine::Ctx, RequestPtr, accounts::DepsPtr deps, OidcPtr oidc) {
  json::Array items;
  for (const accounts::OidcProvider& one : oidc->providers()) {
    items.push_back(
        json::object({{"provider", one.name},
                      {"name", one.title()},
                      {"start_url", deps->public_url + "/oidc/" + one.name + "/start"}}));
  }
  co_return answer(200, json::object({{"items", std::move(items)}}));
}

Task<http::Response> start(engine::Ctx ctx, RequestPtr request, accounts::DepsPtr deps,
                           OidcPtr oidc) {
  const accounts::OidcProvider* provider = oidc->find(request->captured.at(0));
  if (provider == nullptr) co_return not_found(*request);
  const auto begun = co_await accounts::begin_oidc(ctx, deps, oidc, *provider);
  if (!begun) co_return not_in(*deps, begun.error());
  http::Response response = see_other(begun->url);
  response.headers.push_back(
      set_cookie(*deps, browser_cookie, begun->browser, accounts::oidc_state_life));
  co_return response;
}

Task<http::Response> callback(engine::Ctx ctx, RequestPtr request, accounts::DepsPtr deps,
                              OidcPtr oidc) {
  const accounts::OidcProvider* provider = oidc->find(request->captured.at(0));
  if (provider == nullptr) co_return not_found(*request);
  const auto sent = [&request](std::string_view name) {
    return request->parameter(name).value_or("");
  };
  const accounts::OidcArrival arrival{.state = sent("state"),
                                      .code = sent("code"),
                                      .error = sent("error"),
                                      .issuer = sent("iss"),
                                      .browser = cookie_value(*request, browser_cookie),
                                      .address = request->http->request.peer,
                                      .former = session_value(*request)};
  const auto made = co_await accounts::finish_oidc(ctx, deps, oidc, *provider, arrival);
  http::Response response =
      made ? with_session(see_other(deps->public_url + "/dashboard"), *deps, made->token)
           : not_in(*deps, made.error());
  response.headers.push_back(set_cookie(*deps, browser_cookie, "", 0));
  co_return response;
}

using Handler = Task<http::Response> (*)(engine::Ctx, RequestPtr, accounts::DepsPtr, OidcPtr);

void add(Service& service, std::string pattern, Handler handler) {
  service.router.add(
      {"GET", std::move(pattern), Access::open,
       [deps = service.accounts, oidc = service.oidc, handler](
           engine::Ctx ctx, RequestPtr request) { return handler(ctx, request, deps, oidc); }});
}

}  // namespace

void add_oidc_routes(Service& service) {
  add(service, "/v1/oidc", list);
  add(service, "/oidc/{provider}/start", start);
  add(service, "/oidc/{provider}/callback", callback);
}

}  // namespace byte8::api
