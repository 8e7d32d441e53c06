// Tokens of scripts. One never may more than who made it, and is shown once.

#include "accounts/password.h"
#include "api/people.h"
#include "base/crypto.h"
#include "base/text.h"
#include "custody/audit_chain.h"
#include "store/api_tokens.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

// Whose tokens this one sees: an admin everybody's, others their own.
std::int64_t seen_by(const Request& request) {
  const bool all = permitted(request.who, Access::admin).ok();
  return all ? 0 : actor_of(request).user_id;
}

json::Value token_json(const store::ListedTokenRow& listed) {
  json::Array scopes;
  for (const std::string_view scope : text::split(listed.token.scopes, ' ')) {
    scopes.emplace_back(scope);
  }
  return json::object({{"id", store::id_text("tok", listed.token.id)},
                       {"name", listed.token.name},
                       {"scopes", std::move(scopes)},
                       {"user_id", store::id_text("user", listed.token.user_id)},
                       {"email", listed.email},
                       {"created_at", time(listed.token.created_at)},
                       {"last_used_at", time(listed.last_used_at)},
                       {"expires_at", time(listed.token.expires_at)}});
}

Task<http::Response> list(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, "tok", {}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const port::Rows rows = co_await ctx.ask(store::api_tokens::list(
      request->who.account_id, seen_by(*request), page.before.value_or(INT64_MAX), page.limit + 1));
  json::Array items;
  std::optional<std::string> next;
  std::int64_t last = 0;
  for (const port::Row& row : rows.rows) {
    if (static_cast<std::int64_t>(items.size()) == page.limit) {
      next = store::id_text("tok", last);
      break;
    }
    const store::ListedTokenRow listed = store::api_tokens::row(row);
    last = listed.token.id;
    items.push_back(token_json(listed));
  }
  co_return answer(200, list_body(std::move(items), next));
}

struct Wanted {
  std::string name;
  std::string scopes;
  Access most = Access::read;
  std::optional<Millis> expires_at;
};

Wanted wanted(const Request& request, Millis now, std::vector<model::FieldError>& errors) {
  Fields fields(request);
  Wanted token;
  token.name = fields.text("name");
  const std::vector<std::string> scopes = fields.texts("scopes");
  const auto expires = fields.maybe_text("expires_at");
  errors = fields.refused();
  if (text::code_points(token.name) > accounts::name_points_max) {
    errors.push_back({"name", "too_long", "1 to 100 characters"});
  }
  for (const std::string& word : scopes) {
    const auto scope = scope_of(word);
    if (!scope) {
      errors.push_back({"scopes", "invalid_format", "the scopes are read, operate and admin"});
      break;
    }
    token.most = std::max(token.most, *scope);
    token.scopes += (token.scopes.empty() ? "" : " ") + word;
  }
  if (expires) {
    const auto at = parse_utc(*expires);
    if (!at || *at <= now) {
      errors.push_back({"expires_at", "out_of_range", "a time to come, like 2030-01-31T00:00:00Z"});
    } else {
      token.expires_at = *at;
    }
  }
  return token;
}

Task<http::Response> create(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  std::vector<model::FieldError> errors;
  const Wanted token = wanted(*request, ctx.now().wall, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  if (Status may = permitted(request->who, token.most); !may) {
    co_return problem(*request, may.error());
  }
  const accounts::Actor actor = actor_of(*request);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const std::string text = std::string(token_prefix) + crypto::base64url(crypto::random_bytes(32));
  store::ApiTokenRow row;
  row.account_id = actor.account_id;
  row.id = ctx.new_id();
  row.user_id = actor.user_id;
  row.name = token.name;
  row.token_hash = crypto::sha256_hex(text);
  row.scopes = token.scopes;
  row.created_at = ctx.now().wall;
  row.expires_at = token.expires_at;
  ctx.write(store::accounts::insert(row));
  const std::string id = store::id_text("tok", row.id);
  chain.append(ctx, actor.name, "token.created", id, "", token.scopes);
  co_return answer(201, json::object({{"id", id}, {"token", text}}));
}

Task<http::Response> revoke(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const accounts::Actor actor = actor_of(*request);
  const std::int64_t id = id_in_path(*request, "tok");
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const port::Rows gone = co_await ctx.ask(
      store::api_tokens::revoke(actor.account_id, id, seen_by(*request), ctx.now().wall));
  if (gone.changed == 0) co_return not_found(*request);
  chain.append(ctx, actor.name, "token.revoked", store::id_text("tok", id), "", "");
  co_return no_content();
}

}  // namespace

// A viewer changes nothing, and so makes no tokens either.
void add_token_routes(Service& service) {
  add_route(service, {"GET", "/v1/tokens", Access::read, {}}, list);
  add_route(service,
            {.method = "POST",
             .pattern = "/v1/tokens",
             .access = Access::operate,
             .handler = {},
             .shown_once = "token"},
            create);
  add_route(service, {"DELETE", "/v1/tokens/{id}", Access::operate, {}}, revoke);
}

}  // namespace byte8::api
