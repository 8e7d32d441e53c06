// The account that is looked at, those one belongs to, and accounts that the operator makes.

#include "accounts/password.h"
#include "accounts/setup.h"
#include "accounts/team.h"
#include "api/people.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

json::Value account_json(const store::AccountRow& account) {
  return json::object({{"id", store::id_text("acct", account.id)},
                       {"name", account.name},
                       {"host", account.is_host},
                       {"time_zone", account.time_zone},
                       {"created_at", time(account.created_at)}});
}

Task<http::Response> show(engine::Ctx, RequestPtr request, DepsPtr) {
  co_return answer(200, account_json(request->who.holder.account));
}

Task<http::Response> change(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  Fields fields(*request);
  const auto name = fields.maybe_text("name");
  const auto zone = fields.maybe_text("time_zone");
  auto errors = fields.refused();
  check_name(name, errors);
  check_time_zone(zone, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t id = request->who.account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, id);
  const port::Rows rows = co_await ctx.ask(store::accounts::find(id));
  const store::AccountRow before = store::accounts::account_row(rows.only());
  store::AccountRow after = before;
  after.name = name.value_or(before.name);
  after.time_zone = zone.value_or(before.time_zone);
  ctx.write(store::people::save_account(id, after.name, after.time_zone));
  chain.append(ctx, request->who.actor, "account.changed", store::id_text("acct", id),
               json::write(account_json(before)), json::write(account_json(after)));
  co_return answer(200, account_json(after));
}

Task<http::Response> list(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const port::Rows rows = co_await ctx.ask(store::people::belongings(actor_of(*request).user_id));
  json::Array items;
  for (const port::Row& row : rows.rows) {
    const store::BelongingRow one = store::people::belonging_row(row);
    items.push_back(json::object({{"id", store::id_text("acct", one.account_id)},
                                  {"name", one.name},
                                  {"role", one.role},
                                  {"current", one.account_id == request->who.account_id}}));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

// A token speaks for one account only; what else its user belongs to is not its business.
Task<http::Response> list_mine(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  if (request->who.session) co_return co_await list(ctx, request, deps);
  const Who& who = request->who;
  json::Array items{json::object({{"id", store::id_text("acct", who.account_id)},
                                  {"name", who.holder.account.name},
                                  {"role", who.holder.role},
                                  {"current", true}})};
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

Task<http::Response> make(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  const std::string name = fields.text("name");
  const std::string email = fields.text("owner_email");
  auto errors = fields.refused();
  if (errors.empty() && !accounts::tidy_email(email)) {
    errors.push_back({"owner_email", "invalid_format", "that is no e-mail address"});
  }
  if (!errors.empty()) co_return refused(*request, errors);
  const std::string actor = "host " + request->who.actor;
  const auto made = co_await accounts::create_account(ctx, name, actor);
  if (!made) co_return problem(*request, made.error());
  const auto invited = co_await accounts::invite(
      ctx, deps, {.account_id = *made, .role = "owner", .name = actor}, email, "owner");
  if (!invited) co_return problem(*request, invited.error());
  co_return answer(
      201, json::object({{"id", store::id_text("acct", *made)}, {"invite_url", invited->url}}));
}

}  // namespace

void add_account_routes(Service& service) {
  add_route(service, {"GET", "/v1/account", Access::read, {}}, show);
  add_route(service, {"PATCH", "/v1/account", Access::admin, {}}, change);
  add_route(service, {"GET", "/v1/accounts", Access::read, {}}, list_mine);
  add_route(service,
            {.method = "POST",
             .pattern = "/v1/admin/accounts",
             .access = Access::host,
             .handler = {},
             .shown_once = "invite_url"},
            make);
}

}  // namespace byte8::api
