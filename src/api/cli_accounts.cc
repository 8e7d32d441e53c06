// Accounts, links and the audit trail as the command line asks for them.

#include "accounts/reset.h"
#include "accounts/setup.h"
#include "api/audit_check.h"
#include "api/cli.h"
#include "api/request.h"
#include "store/accounts.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr const char* actor = "command line";

http::Response refusal(int status, std::string_view code, std::string_view message) {
  return answer(status, json::object({{"code", code}, {"message", message}}));
}

Task<http::Response> account_create(engine::Ctx ctx, std::shared_ptr<const AccountCreate> wanted) {
  const auto made = co_await accounts::create_account(ctx, wanted->name, actor);
  if (!made) co_return refusal(422, "validation", "name: " + made.error().message);
  co_return answer(201, json::object({{"id", store::id_text("acct", *made)}}));
}

Task<http::Response> reset_password(engine::Ctx ctx, std::shared_ptr<const ResetPassword> wanted,
                                    accounts::DepsPtr deps) {
  const auto link = co_await accounts::reset_link(ctx, deps, wanted->email, actor);
  if (!link) co_return refusal(404, "not_found", "there is no user with this e-mail");
  co_return answer(201, json::object({{"url", *link}}));
}

Task<http::Response> audit_verify(engine::Ctx ctx, std::shared_ptr<const AuditVerify> wanted) {
  const port::Rows rows = co_await ctx.ask(store::accounts::all());
  json::Array items;
  bool whole = true;
  for (const port::Row& row : rows.rows) {
    const store::AccountRow account = store::accounts::account_row(row);
    const std::string id = store::id_text("acct", account.id);
    if (wanted->account && *wanted->account != id) continue;
    const AuditCheck check = co_await check_audit(ctx, account.id);
    whole = whole && !check.broken_at;
    json::Value shown = audit_check_json(check);
    shown.set("account_id", id);
    shown.set("name", account.name);
    items.push_back(std::move(shown));
  }
  if (wanted->account && items.empty()) {
    co_return refusal(404, "not_found", "there is no such account");
  }
  co_return answer(whole ? 200 : 409, json::object({{"items", std::move(items)}}));
}

Task<http::Response> first_link(engine::Ctx ctx, accounts::DepsPtr deps) {
  const auto link = co_await accounts::setup_link(ctx, deps);
  if (!link) co_return http::Response{.status = 204};
  co_return answer(201, json::object({{"url", *link}}));
}

}  // namespace

void register_account_cli(engine::Handlers& handlers, accounts::DepsPtr deps) {
  using PayloadPtr = std::shared_ptr<const engine::Payload>;
  handlers.commands[account_create_command] = [](engine::Ctx ctx, PayloadPtr payload) {
    return account_create(ctx, std::static_pointer_cast<const AccountCreate>(payload));
  };
  handlers.commands[reset_password_command] = [deps](engine::Ctx ctx, PayloadPtr payload) {
    return reset_password(ctx, std::static_pointer_cast<const ResetPassword>(payload), deps);
  };
  handlers.commands[audit_verify_command] = [](engine::Ctx ctx, PayloadPtr payload) {
    return audit_verify(ctx, std::static_pointer_cast<const AuditVerify>(payload));
  };
  handlers.commands[setup_link_command] = [deps](engine::Ctx ctx, PayloadPtr) {
    return first_link(ctx, deps);
  };
}

}  // namespace byte8::api
