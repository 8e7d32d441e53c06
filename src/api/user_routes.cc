// The team of an account: members, invitations, roles.

#include <algorithm>

#include "accounts/team.h"
#include "api/people.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

struct Listed {
  std::int64_t id = 0;
  json::Value shown;
};

json::Value member_json(const store::MemberRow& member) {
  return json::object({{"id", store::id_text("user", member.user_id)},
                       {"email", member.email},
                       {"name", member.name},
                       {"role", member.role},
                       {"status", "active"},
                       {"totp", member.second_factor},
                       {"last_seen_at", time(member.last_seen_at)},
                       {"created_at", time(member.created_at)},
                       {"expires_at", nullptr}});
}

json::Value invitation_json(const store::InvitationRow& invitation) {
  return json::object({{"id", store::id_text("inv", invitation.id)},
                       {"email", invitation.email},
                       {"name", nullptr},
                       {"role", invitation.role},
                       {"status", "invited"},
                       {"totp", false},
                       {"last_seen_at", nullptr},
                       {"created_at", time(invitation.created_at)},
                       {"expires_at", time(invitation.expires_at)}});
}

// Members and invitations in one list: ids come from one maker, so they sort together.
Task<http::Response> list(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, "user", {}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  const port::Rows members = co_await ctx.ask(store::people::members(account));
  const port::Rows invited = co_await ctx.ask(store::invitations::of_account(account));
  std::vector<Listed> all;
  for (const port::Row& row : members.rows) {
    const store::MemberRow member = store::people::member_row(row);
    all.push_back({member.user_id, member_json(member)});
  }
  for (const port::Row& row : invited.rows) {
    const store::InvitationRow invitation = store::invitations::row(row);
    if (invitation.expires_at <= ctx.now().wall) continue;
    all.push_back({invitation.id, invitation_json(invitation)});
  }
  std::ranges::sort(all, std::greater<>(), &Listed::id);
  json::Array items;
  std::optional<std::string> next;
  std::int64_t last = 0;
  for (Listed& one : all) {
    if (page.before && one.id >= *page.before) continue;
    if (static_cast<std::int64_t>(items.size()) == page.limit) {
      next = store::id_text("user", last);
      break;
    }
    last = one.id;
    items.push_back(std::move(one.shown));
  }
  co_return answer(200, list_body(std::move(items), next));
}

Task<http::Response> invite(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  const std::string email = fields.text("email");
  const std::string role = fields.text("role");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto invited = co_await accounts::invite(ctx, deps, actor_of(*request), email, role);
  if (!invited) co_return problem(*request, invited.error());
  co_return answer(201, json::object({{"id", store::id_text("inv", invited->id)},
                                      {"invite_url", invited->url}}));
}

Task<http::Response> change(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  // First whether there is such a member: a stranger is told nothing else.
  const port::Rows role_now = co_await ctx.ask(
      store::people::role_in(request->who.account_id, id_in_path(*request, "user")));
  if (role_now.empty()) co_return not_found(*request);
  Fields fields(*request);
  const std::string role = fields.text("role");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t user = id_in_path(*request, "user");
  Status changed = co_await accounts::change_role(ctx, actor_of(*request), user, role);
  if (!changed) co_return problem(*request, changed.error());
  const port::Rows members = co_await ctx.ask(store::people::members(request->who.account_id));
  for (const port::Row& row : members.rows) {
    const store::MemberRow member = store::people::member_row(row);
    if (member.user_id == user) co_return answer(200, member_json(member));
  }
  co_return not_found(*request);
}

Task<http::Response> remove(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  if (const auto invitation = store::id_of("inv", request->captured.at(0))) {
    Status gone = co_await accounts::withdraw_invitation(ctx, actor_of(*request), *invitation);
    if (!gone) co_return problem(*request, gone.error());
    co_return no_content();
  }
  Status gone =
      co_await accounts::remove_member(ctx, actor_of(*request), id_in_path(*request, "user"));
  if (!gone) co_return problem(*request, gone.error());
  co_return no_content();
}

}  // namespace

void add_user_routes(Service& service) {
  add_route(service, {"GET", "/v1/users", Access::read, {}}, list);
  add_route(service,
            {.method = "POST",
             .pattern = "/v1/users",
             .access = Access::admin,
             .handler = {},
             .shown_once = "invite_url"},
            invite);
  add_route(service, {"PATCH", "/v1/users/{id}", Access::admin, {}}, change);
  add_route(service, {"DELETE", "/v1/users/{id}", Access::admin, {}}, remove);
}

}  // namespace byte8::api
