// Signing in and out, the sessions of a person, and a forgotten password.

#include "accounts/reset.h"
#include "accounts/sign_in.h"
#include "api/people.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

Task<http::Response> sign_in(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  accounts::Credentials credentials;
  credentials.email = fields.text("email");
  credentials.password = SecretText(fields.text("password"));
  credentials.code = fields.maybe_text("totp");
  credentials.address = request->http->request.peer;
  credentials.former = session_value(*request);
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto made = co_await accounts::sign_in(ctx, deps, credentials);
  if (!made) co_return problem(*request, made.error());
  co_return with_session(no_content(), *deps, made->token);
}

Task<http::Response> sign_out(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  const store::SessionRow session = *request->who.session;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, session.account_id);
  ctx.write(store::sessions::close(session.user_id, session.id));
  chain.append(ctx, request->who.actor, "user.signed_out", store::id_text("sess", session.id), "",
               "");
  co_return without_session(no_content(), *deps);
}

Task<http::Response> list_sessions(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const Millis now = ctx.now().wall;
  const port::Rows rows = co_await ctx.ask(store::sessions::of_user(request->who.session->user_id));
  json::Array items;
  for (const port::Row& row : rows.rows) {
    const store::SessionRow session = store::sessions::row(row);
    if (now - session.created_at >= accounts::session_life) continue;
    if (now - session.last_seen_at >= accounts::session_idle) continue;
    items.push_back(json::object({{"id", store::id_text("sess", session.id)},
                                  {"created_at", time(session.created_at)},
                                  {"last_seen_at", time(session.last_seen_at)},
                                  {"address", session.address},
                                  {"current", session.id == request->who.session->id}}));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

// A token has no sessions: there is nothing for it here, whoever's it is.
Task<http::Response> end_session(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  if (!request->who.session) co_return not_found(*request);
  const std::int64_t id = id_in_path(*request, "sess");
  custody::AuditChain chain = co_await custody::audit_chain(ctx, request->who.account_id);
  const port::Rows gone =
      co_await ctx.ask(store::sessions::close(request->who.session->user_id, id));
  if (gone.changed == 0) co_return not_found(*request);
  chain.append(ctx, request->who.actor, "session.ended", store::id_text("sess", id), "", "");
  co_return no_content();
}

Task<http::Response> switch_account(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  Fields fields(*request);
  const std::string wanted = fields.text("account_id");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status switched = co_await accounts::switch_account(ctx, *request->who.session,
                                                      store::id_of("acct", wanted).value_or(0));
  if (!switched) co_return problem(*request, switched.error());
  co_return no_content();
}

// The answer does not wait for what it asked: it says nothing of who is known here, nor does the
// time it takes.
Task<http::Response> ask_reset(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  const std::string email = fields.text("email");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  ctx.spawn("ask_reset",
            [deps, email](engine::Ctx own) { return accounts::ask_reset(own, deps, email); });
  co_return answer(202, json::object({}));
}

Task<http::Response> reset(engine::Ctx ctx, RequestPtr request, DepsPtr deps) {
  Fields fields(*request);
  const SecretText password(fields.text("password"));
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status done = co_await accounts::reset_password(ctx, deps, request->captured.at(0), password);
  if (!done) co_return problem(*request, done.error());
  co_return no_content();
}

}  // namespace

void add_session_routes(Service& service) {
  add_route(service, {"POST", "/v1/session", Access::open, {}}, sign_in);
  add_route(service, session_route("DELETE", "/v1/session"), sign_out);
  add_route(service, session_route("POST", "/v1/session/account"), switch_account);
  add_route(service, session_route("GET", "/v1/sessions"), list_sessions);
  add_route(service, {"DELETE", "/v1/sessions/{id}", Access::read, {}}, end_session);
  add_route(service, {"POST", "/v1/password-resets", Access::open, {}}, ask_reset);
  add_route(service, {"PUT", "/v1/password-resets/{token}", Access::open, {}}, reset);
}

}  // namespace byte8::api
