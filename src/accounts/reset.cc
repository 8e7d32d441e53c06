#include "accounts/reset.h"

#include "accounts/mail.h"
#include "accounts/password.h"
#include "accounts/second_factor.h"
#include "base/crypto.h"
#include "base/log.h"
#include "store/links.h"

namespace byte8::accounts {
namespace {

// Writes only.
std::string make_link(engine::Ctx ctx, const Deps& deps, std::int64_t user_id) {
  const std::string token = crypto::base64url(crypto::random_bytes(32));
  const Millis now = ctx.now().wall;
  ctx.write(store::links::forget(now - one_hour));
  ctx.write(store::links::insert({.token_hash = crypto::sha256_hex(token),
                                  .kind = "reset",
                                  .user_id = user_id,
                                  .created_at = now,
                                  .expires_at = now + one_hour}));
  return deps.public_url + "/reset/" + token;
}

Task<std::optional<std::int64_t>> user_of_link(engine::Ctx ctx, std::string token) {
  const port::Rows rows = co_await ctx.ask(store::links::find(crypto::sha256_hex(token), "reset"));
  if (rows.empty()) co_return std::nullopt;
  const store::OneTimeLinkRow link = store::links::row(rows.only());
  if (link.expires_at <= ctx.now().wall) co_return std::nullopt;
  co_return link.user_id;
}

}  // namespace

Task<void> ask_reset(engine::Ctx ctx, DepsPtr deps, std::string email) {
  const auto to = tidy_email(email);
  if (!to) co_return;
  const engine::Lock alone = co_await ctx.lock("reset:" + *to);
  const port::Rows found = co_await ctx.ask(store::people::by_email(*to));
  if (found.empty()) co_return;
  if (deps->mailer == nullptr) {
    log::warn("password_reset_without_mail", {{"hint", "byte8-ledger user reset-password"}});
    co_return;
  }
  const std::int64_t user = store::people::row(found.only()).id;
  const Millis since = ctx.now().wall - one_hour;
  const port::Rows open = co_await ctx.ask(store::links::resets_since(user, since));
  // Somebody's mailbox is not to be filled by others.
  if (open.only().integer(0) >= resets_per_hour) co_return;
  co_await audit_everywhere(ctx, user, "sign-in page", "user.reset_asked", [ctx, deps, user, to] {
    queue_mail(ctx, *deps, reset_mail(*to, make_link(ctx, *deps, user)));
  });
}

Task<std::optional<std::string>> reset_link(engine::Ctx ctx, DepsPtr deps, std::string email,
                                            std::string actor) {
  const auto to = tidy_email(email);
  if (!to) co_return std::nullopt;
  const port::Rows found = co_await ctx.ask(store::people::by_email(*to));
  if (found.empty()) co_return std::nullopt;
  const std::int64_t user = store::people::row(found.only()).id;
  const auto link = std::make_shared<std::string>();
  co_await audit_everywhere(ctx, user, actor, "user.reset_asked",
                            [ctx, deps, user, link] { *link = make_link(ctx, *deps, user); });
  co_return *link;
}

Task<Status> reset_password(engine::Ctx ctx, DepsPtr deps, std::string token, SecretText password) {
  if (!co_await user_of_link(ctx, token)) co_return dead_link();
  if (Status good = acceptable(password.reveal(), "password"); !good) co_return good.error();
  const auto hash = co_await hash_password(ctx, deps, password);
  if (!hash) co_return hash.error();
  const auto before = co_await user_of_link(ctx, token);
  if (!before) co_return dead_link();
  const engine::Lock alone = co_await ctx.lock(person_lock(*before));
  const auto user = co_await user_of_link(ctx, token);
  if (!user) co_return dead_link();
  co_await audit_everywhere(ctx, *user, user_actor(*user), "user.password_reset",
                            [ctx, user = *user, hash = *hash] {
                              ctx.write(store::people::set_password(user, hash));
                              ctx.write(store::links::remove_resets(user));
                              ctx.write(store::sessions::close_all(user, 0));
                            });
  co_return Status();
}

}  // namespace byte8::accounts
