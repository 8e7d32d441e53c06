#include "api/people.h"

#include "accounts/password.h"
#include "store/ids.h"

namespace byte8::api {

accounts::Actor actor_of(const Request& request) {
  const Who& who = request.who;
  return {.account_id = who.account_id,
          .user_id = who.holder.user.id != 0 ? who.holder.user.id : who.holder.token.user_id,
          .role = who.holder.role,
          .name = who.actor};
}

http::Response no_content() {
  return {.status = 204};
}

http::Header set_cookie(const accounts::Deps& deps, std::string_view name, const std::string& value,
                        Millis life) {
  std::string text = std::string(name) + "=" + value +
                     "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(life / 1'000);
  if (!deps.public_url.starts_with("http://")) text += "; Secure";
  return {"Set-Cookie", std::move(text)};
}

http::Response with_session(http::Response response, const accounts::Deps& deps,
                            const std::string& token) {
  response.headers.push_back(set_cookie(deps, session_cookie, token, accounts::session_life));
  return response;
}

http::Response without_session(http::Response response, const accounts::Deps& deps) {
  response.headers.push_back(set_cookie(deps, session_cookie, "", 0));
  return response;
}

std::int64_t id_in_path(const Request& request, std::string_view prefix) {
  return store::id_of(prefix, request.captured.at(0)).value_or(0);
}

Route session_route(std::string method, std::string pattern) {
  return {.method = std::move(method),
          .pattern = std::move(pattern),
          .access = Access::read,
          .handler = {},
          .answer_is_secret = true,
          .session_only = true};
}

void check_name(const std::optional<std::string>& name, std::vector<model::FieldError>& errors) {
  if (!name || accounts::good_name(*name)) return;
  errors.push_back({"name", "too_long", "1 to 100 characters"});
}

void check_time_zone(const std::optional<std::string>& zone,
                     std::vector<model::FieldError>& errors) {
  if (!zone || known_time_zone(*zone)) return;
  errors.push_back({"time_zone", "invalid_format", "a name like Europe/London"});
}

void add_route(Service& service, Route route, PeopleHandler handler) {
  const accounts::DepsPtr deps = service.accounts;
  route.handler = [deps, handler](engine::Ctx ctx, RequestPtr request) {
    return handler(ctx, request, deps);
  };
  service.router.add(std::move(route));
}

}  // namespace byte8::api
