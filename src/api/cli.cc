#include "api/cli.h"

#include <algorithm>
#include <array>

#include "api/auth.h"
#include "base/crypto.h"
#include "base/text.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::array<std::string_view, 4> roles = {"owner", "admin", "operator", "viewer"};
constexpr const char* actor = "command line";

http::Response refusal(int status, std::string_view code, std::string_view message) {
  return answer(status, json::object({{"code", code}, {"message", message}}));
}

std::string folded(const std::string& email) {
  return text::lower_ascii(text::trim(email));
}

bool plausible(std::string_view email) {
  const std::size_t at = email.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < email.size() && text::valid_utf8(email);
}

// The account a user goes into: the one named, else the host account, which the first user makes.
Task<std::optional<store::AccountRow>> account_for(engine::Ctx ctx,
                                                   std::optional<std::string> named,
                                                   std::string email) {
  if (named) {
    const auto id = store::id_of("acct", *named);
    if (!id) co_return std::nullopt;
    const port::Rows rows = co_await ctx.ask(store::accounts::find(*id));
    if (rows.empty()) co_return std::nullopt;
    co_return store::accounts::account_row(rows.only());
  }
  const port::Rows host = co_await ctx.ask(store::accounts::host());
  if (!host.empty()) co_return store::accounts::account_row(host.only());
  store::AccountRow account;
  account.id = ctx.new_id();
  account.name = email.substr(email.find('@') + 1);
  account.is_host = true;
  account.time_zone = "Europe/London";
  account.created_at = ctx.now().wall;
  ctx.write(store::accounts::insert(account));
  co_return account;
}

Task<http::Response> user_create(engine::Ctx ctx, std::shared_ptr<const UserCreate> wanted) {
  const std::string email = folded(wanted->email);
  if (!plausible(email)) co_return refusal(422, "validation", "that is no e-mail address");
  if (std::ranges::find(roles, wanted->role) == roles.end()) {
    co_return refusal(422, "validation", "the role is owner, admin, operator or viewer");
  }
  // One at a time: two first users would make two host accounts.
  const engine::Lock alone = co_await ctx.lock("users");
  const port::Rows known = co_await ctx.ask(store::accounts::find_user(email));
  if (!known.empty()) co_return refusal(409, "conflict", "there is a user with this e-mail");
  const auto account = co_await account_for(ctx, wanted->account, email);
  if (!account) co_return refusal(404, "not_found", "there is no such account");
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account->id);
  store::UserRow user;
  user.id = ctx.new_id();
  user.email = email;
  user.name = wanted->name.value_or(email.substr(0, email.find('@')));
  user.password_hash = wanted->password_hash;
  user.created_at = ctx.now().wall;
  ctx.write(store::accounts::insert(user));
  ctx.write(store::accounts::insert(
      store::MembershipRow{.account_id = account->id, .user_id = user.id, .role = wanted->role}));
  const std::string id = store::id_text("user", user.id);
  chain.append(ctx, actor, "user.created", id, "", wanted->role);
  co_return answer(201, json::object({{"id", id},
                                      {"account_id", store::id_text("acct", account->id)},
                                      {"email", email},
                                      {"role", wanted->role}}));
}

std::optional<std::string> scope_list(const std::vector<std::string>& scopes) {
  std::string list;
  for (const std::string& scope : scopes) {
    if (!scope_of(scope)) return std::nullopt;
    list += (list.empty() ? "" : " ") + scope;
  }
  if (list.empty()) return std::nullopt;
  return list;
}

// The account among the user's that is meant; with one there is nothing to choose.
Result<store::MembershipRow> membership_for(const port::Rows& rows,
                                            const std::optional<std::string>& account) {
  std::vector<store::MembershipRow> found;
  for (const port::Row& row : rows.rows) {
    const store::MembershipRow one = store::accounts::membership_row(row);
    if (!account || store::id_text("acct", one.account_id) == *account) found.push_back(one);
  }
  if (found.empty()) return Error::coded(Fault::not_found, "not_found", "no such account");
  if (found.size() > 1) {
    return Error::coded(Fault::validation, "conflict", "name the account: the user is in several");
  }
  return found.front();
}

Task<http::Response> token_create(engine::Ctx ctx, std::shared_ptr<const TokenCreate> wanted) {
  const auto scopes = scope_list(wanted->scopes);
  if (!scopes) co_return refusal(422, "validation", "the scopes are read, operate and admin");
  const port::Rows users = co_await ctx.ask(store::accounts::find_user(folded(wanted->email)));
  if (users.empty()) co_return refusal(404, "not_found", "there is no user with this e-mail");
  const store::UserRow user = store::accounts::user_row(users.only());
  const port::Rows rows = co_await ctx.ask(store::accounts::memberships(user.id));
  const auto membership = membership_for(rows, wanted->account);
  if (!membership) {
    const Error& error = membership.error();
    co_return refusal(error.fault == Fault::not_found ? 404 : 409, error.code, error.message);
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, membership->account_id);
  const std::string token =
      std::string(token_prefix) + crypto::base64url(crypto::random_bytes(token_bytes));
  store::ApiTokenRow row;
  row.account_id = membership->account_id;
  row.id = ctx.new_id();
  row.user_id = user.id;
  row.name = wanted->name.value_or("command line");
  row.token_hash = crypto::sha256_hex(token);
  row.scopes = *scopes;
  row.created_at = ctx.now().wall;
  ctx.write(store::accounts::insert(row));
  const std::string id = store::id_text("tok", row.id);
  chain.append(ctx, actor, "token.created", id, "", *scopes);
  co_return answer(201, json::object({{"id", id}, {"token", token}}));
}

}  // namespace

void register_cli(engine::Handlers& handlers) {
  using PayloadPtr = std::shared_ptr<const engine::Payload>;
  handlers.commands[user_create_command] = [](engine::Ctx ctx, PayloadPtr payload) {
    return user_create(ctx, std::static_pointer_cast<const UserCreate>(payload));
  };
  handlers.commands[token_create_command] = [](engine::Ctx ctx, PayloadPtr payload) {
    return token_create(ctx, std::static_pointer_cast<const TokenCreate>(payload));
  };
}

}  // namespace byte8::api
