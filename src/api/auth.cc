#include "api/auth.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/text.h"
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

}  // namespace

bool RateLimit::admit(std::int64_t token_id, std::int64_t second) {
  if (second != second_) counts_.clear();
  second_ = second;
  return ++counts_[token_id] <= requests_per_second;
}

Task<Result<Who>> who_asks(engine::Ctx ctx, RequestPtr request) {
  const Error nobody = Error::coded(Fault::auth, "unauthenticated",
                                    "send Authorization: Bearer with an API token (b8_…)");
  const std::string_view token = bearer(*request);
  if (!token.starts_with(token_prefix)) co_return nobody;
  const port::Rows rows = co_await ctx.ask(store::accounts::find_token(crypto::sha256_hex(token)));
  if (rows.empty()) co_return nobody;
  Who who;
  who.holder = store::accounts::token_holder(rows.only());
  const store::ApiTokenRow& row = who.holder.token;
  if (row.revoked_at || (row.expires_at && *row.expires_at <= ctx.now().wall)) co_return nobody;
  who.account_id = row.account_id;
  who.actor = "token " + store::id_text("tok", row.id);
  co_return who;
}

Status permitted(const Who& who, Access access) {
  if (most_of_scopes(who.holder.token.scopes) < access) {
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
