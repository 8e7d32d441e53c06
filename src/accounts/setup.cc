#include "accounts/setup.h"

#include "accounts/password.h"
#include "base/crypto.h"
#include "custody/audit_chain.h"
#include "store/accounts.h"
#include "store/ids.h"
#include "store/links.h"

namespace byte8::accounts {
namespace {

constexpr const char* users_lock = "users";  // as the command line's user create
constexpr const char* default_zone = "Europe/London";

Task<bool> link_good(engine::Ctx ctx, std::string token) {
  const port::Rows found = co_await ctx.ask(store::links::find(crypto::sha256_hex(token), "setup"));
  if (found.empty() || store::links::row(found.only()).expires_at <= ctx.now().wall) {
    co_return false;
  }
  const port::Rows users = co_await ctx.ask(store::people::any());
  co_return users.empty();
}

Status named_well(const std::string& name, std::string field) {
  if (good_name(name)) return {};
  return bad_field(std::move(field), "too_long", "1 to 100 characters");
}

Status checked(const Founding& founding) {
  if (Status good = named_well(founding.organisation, "organisation"); !good) return good;
  if (Status good = named_well(founding.name, "name"); !good) return good;
  if (!tidy_email(founding.email)) {
    return bad_field("email", "invalid_format", "that is no e-mail address");
  }
  if (!known_time_zone(founding.time_zone)) {
    return bad_field("time_zone", "invalid_format", "a name like Europe/London");
  }
  return acceptable(founding.password.reveal(), "password");
}

// The host account, renamed where the command line made one without users.
Task<std::int64_t> found_account(engine::Ctx ctx, std::string name, std::string zone) {
  const port::Rows host = co_await ctx.ask(store::accounts::host());
  if (!host.empty()) {
    const std::int64_t id = store::accounts::account_row(host.only()).id;
    ctx.write(store::people::save_account(id, name, zone));
    co_return id;
  }
  const std::int64_t id = ctx.new_id();
  ctx.write(store::accounts::insert(store::AccountRow{
      .id = id, .name = name, .is_host = true, .time_zone = zone, .created_at = ctx.now().wall}));
  co_return id;
}

}  // namespace

Task<std::optional<std::string>> setup_link(engine::Ctx ctx, DepsPtr deps) {
  const engine::Lock alone = co_await ctx.lock(users_lock);
  const port::Rows users = co_await ctx.ask(store::people::any());
  if (!users.empty()) co_return std::nullopt;
  const std::string token = crypto::base64url(crypto::random_bytes(32));
  ctx.write(store::links::remove_setups());
  ctx.write(store::links::insert({.token_hash = crypto::sha256_hex(token),
                                  .kind = "setup",
                                  .created_at = ctx.now().wall,
                                  .expires_at = ctx.now().wall + one_hour}));
  co_return deps->public_url + "/setup/" + token;
}

Task<Result<NewSession>> set_up(engine::Ctx ctx, DepsPtr deps, Founding founding) {
  // The link first: who has none learns nothing of what we would refuse.
  if (!co_await link_good(ctx, founding.token)) co_return dead_link();
  if (Status good = checked(founding); !good) co_return good.error();
  const auto hash = co_await hash_password(ctx, deps, founding.password);
  if (!hash) co_return hash.error();
  const engine::Lock alone = co_await ctx.lock(users_lock);
  if (!co_await link_good(ctx, founding.token)) co_return dead_link();
  const std::int64_t account =
      co_await found_account(ctx, founding.organisation, founding.time_zone);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account);
  store::UserRow user;
  user.id = ctx.new_id();
  user.email = *tidy_email(founding.email);
  user.name = founding.name;
  user.password_hash = *hash;
  user.created_at = ctx.now().wall;
  ctx.write(store::links::remove_setups());
  ctx.write(store::accounts::insert(user));
  ctx.write(store::accounts::insert(
      store::MembershipRow{.account_id = account, .user_id = user.id, .role = "owner"}));
  chain.append(ctx, "set-up link", "account.created", store::id_text("acct", account), "",
               founding.organisation);
  chain.append(ctx, "set-up link", "user.created", store::id_text("user", user.id), "", "owner");
  co_return open_session(ctx, account, user.id, founding.address, "");
}

Task<Result<std::int64_t>> create_account(engine::Ctx ctx, std::string name, std::string actor) {
  if (Status good = named_well(name, "name"); !good) co_return good.error();
  const engine::Lock alone = co_await ctx.lock(users_lock);
  const port::Rows host = co_await ctx.ask(store::accounts::host());
  store::AccountRow account;
  account.id = ctx.new_id();
  account.name = name;
  account.is_host = host.empty();
  account.time_zone =
      host.empty() ? default_zone : store::accounts::account_row(host.only()).time_zone;
  account.created_at = ctx.now().wall;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account.id);
  ctx.write(store::accounts::insert(account));
  chain.append(ctx, actor, "account.created", store::id_text("acct", account.id), "", name);
  co_return account.id;
}

}  // namespace byte8::accounts
