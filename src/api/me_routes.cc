// What a person sets for themselves: profile, password, second factor.

#include <algorithm>

#include "accounts/second_factor.h"
#include "accounts/sign_in.h"
#include "api/people.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

json::Value person_json(const store::PersonRow& person) {
  return json::object({{"id", store::id_text("user", person.id)},
                       {"email", person.email},
                       {"name", person.name},
                       {"time_zone", person.time_zone},
                       {"theme", person.theme.value_or("auto")},
                       {"density", person.density.value_or("comfortable")},
                       {"totp", person.sealed_totp.has_value()}});
}

Task<http::Response> me(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const Who& who = request->who;
  const port::Rows rows = co_await ctx.ask(store::people::find(actor_of(*request).user_id));
  const store::PersonRow person = store::people::row(rows.only());
  const store::AccountRow& account = who.holder.account;
  co_return answer(
      200, json::object(
               {{"user", person_json(person)},
                {"account", json::object({{"id", store::id_text("acct", account.id)},
                                          {"name", account.name},
                                          {"host", account.is_host},
                                          {"time_zone", account.time_zone}})},
                {"role", who.holder.role},
                {"csrf_token", who.session ? json::Value(accounts::csrf_token(who.session_token))
                                           : json::Value()},
                {"features", json::Array()}}));
}

void take_word(const std::optional<std::string>& given, const std::string& field,
               std::initializer_list<std::string_view> words, std::optional<std::string>& value,
               std::vector<model::FieldError>& errors) {
  if (!given) return;
  value = given;
  if (std::ranges::find(words, *given) != words.end()) return;
  std::string list;
  for (const std::string_view word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  errors.push_back({field, "invalid_format", "one of " + list});
}

Task<http::Response> change_me(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  Fields fields(*request);
  const auto name = fields.maybe_text("name");
  const auto zone = fields.maybe_text("time_zone");
  const auto theme = fields.maybe_text("theme");
  const auto density = fields.maybe_text("density");
  auto errors = fields.refused();
  custody::AuditChain chain = co_await custody::audit_chain(ctx, request->who.account_id);
  const port::Rows rows = co_await ctx.ask(store::people::find(actor_of(*request).user_id));
  store::PersonRow person = store::people::row(rows.only());
  const store::PersonRow before = person;
  check_name(name, errors);
  check_time_zone(zone, errors);
  take_word(theme, "theme", {"light", "dark", "auto"}, person.theme, errors);
  take_word(density, "density", {"comfortable", "compact"}, person.density, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  if (name) person.name = *name;
  if (zone) person.time_zone = zone;
  ctx.write(store::people::save_profile(person));
  chain.append(ctx, request->who.actor, "user.changed", store::id_text("user", person.id),
               json::write(person_json(before)), json::write(person_json(person)));
  co_return co_await me(ctx, request, nullptr);
}

Task<http::Response> change_password(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  const SecretText old_password(fields.text("old"));
  const SecretText new_password(fields.text("new"));
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status changed =
      co_await accounts::change_password(ctx, deps, actor_of(*request), request->who.session->id,
                                         old_password, new_password, request->http->request.peer);
  if (!changed) co_return problem(*request, changed.error());
  co_return no_content();
}

Task<http::Response> offer_totp(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto offered = co_await accounts::offer_second_factor(ctx, actor_of(*request));
  if (!offered) co_return problem(*request, offered.error());
  co_return answer(
      200,
      json::object({{"secret", offered->secret}, {"uri", offered->uri}, {"qr_svg_url", nullptr}}));
}

Task<http::Response> confirm_totp(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  Fields fields(*request);
  const std::string code = fields.text("code");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto codes = co_await accounts::confirm_second_factor(ctx, actor_of(*request), code);
  if (!codes) co_return problem(*request, codes.error());
  json::Array list;
  for (const std::string& one : *codes) list.emplace_back(one);
  co_return answer(200, json::object({{"recovery_codes", std::move(list)}}));
}

Task<http::Response> remove_totp(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  Status removed = co_await accounts::remove_second_factor(ctx, actor_of(*request));
  if (!removed) co_return problem(*request, removed.error());
  co_return no_content();
}

}  // namespace

void add_me_routes(Service& service) {
  add_route(service, {"GET", "/v1/me", Access::read, {}}, me);
  add_route(service, session_route("PATCH", "/v1/me"), change_me);
  add_route(service, session_route("PUT", "/v1/me/password"), change_password);
  add_route(service, session_route("POST", "/v1/me/totp"), offer_totp);
  add_route(service, session_route("POST", "/v1/me/totp/confirm"), confirm_totp);
  add_route(service, session_route("DELETE", "/v1/me/totp"), remove_totp);
}

}  // namespace byte8::api
