#include "api/auth.h"

#include <algorithm>

#include "accounts/sessions.h"
#include "base/crypto.h"
#include "base/text.h"
#include "store/api_tokens.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

std::string_view word_of(Access access) {
  if (access == Access::admin) return "admin";
  return access == Access::operate ? "operate" : "read";
}

std::string_view bearer(const Request& request) {
  const std::string* header = request.header("Authorization");
  if (header == nullptr) return {};
  const std::string_view text = text::trim(*header);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {};
  if (!text::iequals_ascii(text.substr(0, space), "Bearer")) return {};
  return text::trim(text.substr(space + 1));
}

Access most_of_scopes(const std::string& scopes) {
  Access most = Access::open;
  for (const std::string_view word : text::split(scopes, ' ')) {
    if (const auto scope = scope_of(word)) most = std::max(most, *scope);
  }
  return most;
}

bool safe(const std::string& method) {
  return method == "GET" || method == "HEAD";
}

Error nobody() {
  return Error::coded(Fault::auth, "unauthenticated",
                      "sign in, or send Authorization: Bearer with an API token (b8_…)");
}

Task<Result<Who>> token_holder(engine::Ctx ctx, std::string token) {
  if (!token.starts_with(token_prefix)) co_return nobody();
  const port::Rows rows = co_await ctx.ask(store::accounts::find_token(crypto::sha256_hex(token)));
  if (rows.empty()) co_return nobody();
  Who who;
  who.holder = store::accounts::token_holder(rows.only());
  const store::ApiTokenRow& row = who.holder.token;
  const Millis now = ctx.now().wall;
  if (row.revoked_at || (row.expires_at && *row.expires_at <= now)) co_return nobody();
  const bool seen_lately = who.holder.last_used_at && now - *who.holder.last_used_at < 60'000;
  if (!seen_lately) ctx.write(store::api_tokens::used(row.account_id, row.id, now));
  who.account_id = row.account_id;
  who.actor = "token " + store::id_text("tok", row.id);
  co_return who;
}

Task<Result<Who>> session_holder(engine::Ctx ctx, std::string value) {
  const auto found = co_await accounts::session_of(ctx, value);
  if (!found) co_return nobody();
  Who who;
  who.account_id = found->session.account_id;
  who.holder.role = found->role;
  who.holder.user = found->user;
  who.holder.account = found->account;
  who.actor = accounts::user_actor(found->user.id);
  who.session = found->session;
  who.session_token = value;
  co_return who;
}

}  // namespace

bool RateLimit::admit(std::int64_t token_id, std::int64_t second) {
  if (second != second_) counts_.clear();
  second_ = second;
  return ++counts_[token_id] <= requests_per_second;
}

Task<Result<Who>> who_asks(engine::Ctx ctx, RequestPtr request) {
  const std::string token(bearer(*request));
  if (!token.empty()) co_return co_await token_holder(ctx, token);
  const std::string session = session_value(*request);
  if (session.empty()) co_return nobody();
  co_return co_await session_holder(ctx, session);
}

std::string cookie_value(const Request& request, std::string_view name) {
  const std::string* header = request.header("Cookie");
  if (header == nullptr) return {};
  for (const std::string_view part : text::split(*header, ';')) {
    const std::string_view pair = text::trim(part);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    return std::string(pair.substr(equals + 1));
  }
  return {};
}

std::string session_value(const Request& request) {
  return cookie_value(request, session_cookie);
}

bool cross_site(const Request& request) {
  if (safe(request.http->request.method)) return false;
  const std::string* from = request.header("Sec-Fetch-Site");
  return from != nullptr && *from == "cross-site";
}

bool host_admin(const Who& who) {
  return !who.session && who.holder.account.is_host && permitted(who, Access::admin).ok();
}

Status let_in(const Request& request, const Who& who, const Route& route) {
  if (route.session_only && !who.session) {
    return Error::coded(Fault::auth, "forbidden", "this needs a person who is signed in");
  }
  if (who.session && !safe(request.http->request.method)) {
    const std::string* sent = request.header("X-CSRF-Token");
    if (sent == nullptr || !crypto::equal(*sent, accounts::csrf_token(who.session_token))) {
      return Error::coded(Fault::auth, "forbidden",
                          "send X-CSRF-Token with the csrf_token that GET /v1/me answers");
    }
  }
  // What is the host account's was decided before; here it is an admin's.
  return permitted(who, std::min(route.access, Access::admin));
}

Status permitted(const Who& who, Access access) {
  if (!who.session && most_of_scopes(who.holder.token.scopes) < access) {
    return Error::coded(Fault::auth, "forbidden",
                        "this needs a token with the scope " + std::string(word_of(access)));
  }
  if (most_of(who.holder.role) < access) {
    return Error::coded(Fault::auth, "forbidden",
                        "the role " + who.holder.role + " does not permit what needs the scope " +
                            std::string(word_of(access)));
  }
  return {};
}

std::optional<Access> scope_of(std::string_view word) {
  if (word == "read") return Access::read;
  if (word == "operate") return Access::operate;
  if (word == "admin") return Access::admin;
  return std::nullopt;
}

Access most_of(std::string_view role) {
  if (role == "owner" || role == "admin") return Access::admin;
  return role == "operator" ? Access::operate : Access::read;
}

}  // namespace byte8::api
