#include "api/people.h"

#include "store/ids.h"

namespace byte8::api {
namespace {

std::string cookie(const accounts::Deps& deps, const std::string& value, std::int64_t seconds) {
  std::string text = std::string(session_cookie) + "=" + value +
                     "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds);
  if (!deps.public_url.starts_with("http://")) text += "; Secure";
  return text;
}

}  // namespace

accounts::Actor actor_of(const Request& request) {
  const Who& who = request.who;
  return {.account_id = who.account_id,
          .user_id = who.holder.user.id != 0 ? who.holder.user.id : who.holder.token.user_id,
          .role = who.holder.role,
          .name = who.actor};
}

http::Response refused(const Request& request, const std::vector<model::FieldError>& errors) {
  return problem(request, 422, "validation", "some fields were refused; see errors", errors);
}

http::Response no_content() {
  return {.status = 204};
}

http::Response with_session(http::Response response, const accounts::Deps& deps,
                            const std::string& token) {
  response.headers.push_back({"Set-Cookie", cookie(deps, token, accounts::session_life / 1'000)});
  return response;
}

http::Response without_session(http::Response response, const accounts::Deps& deps) {
  response.headers.push_back({"Set-Cookie", cookie(deps, "", 0)});
  return response;
}

std::int64_t id_in_path(const Request& request, std::string_view prefix) {
  return store::id_of(prefix, request.captured.at(0)).value_or(0);
}

void add_route(Service& service, Route route, PeopleHandler handler) {
  const accounts::DepsPtr deps = service.accounts;
  route.handler = [deps, handler](engine::Ctx ctx, RequestPtr request) {
    return handler(ctx, request, deps);
  };
  service.router.add(std::move(route));
}

}  // namespace byte8::api
