#include "accounts/sign_in.h"

#include "accounts/password.h"
#include "accounts/second_factor.h"
#include "base/log.h"
#include "base/text.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::accounts {
namespace {

Error wrong() {
  return Error::coded(Fault::auth, "unauthenticated", "E-mail, password or code is not right.");
}

Task<std::optional<store::PersonRow>> person_by(engine::Ctx ctx, std::string email) {
  const port::Rows rows = co_await ctx.ask(store::people::by_email(email));
  if (rows.empty()) co_return std::nullopt;
  co_return store::people::row(rows.only());
}

}  // namespace

Task<Result<Proven>> prove(engine::Ctx ctx, DepsPtr deps, Credentials credentials) {
  const std::string email = text::lower_ascii(text::trim(credentials.email));
  const auto attempt = co_await begin_try(ctx, email, credentials.address);
  if (!attempt) co_return attempt.error();
  const auto before = co_await person_by(ctx, email);
  const std::optional<std::string> hash = before ? before->password_hash : std::nullopt;
  const auto same = co_await matches(ctx, deps, credentials.password, hash);
  if (!same) {
    take_back(ctx, *attempt);
    co_return same.error();
  }
  if (!*same) {
    log::info("sign_in_refused", {{"address", credentials.address}});
    co_return wrong();
  }
  // What was compared must still be in force, and a code is used by one only.
  const engine::Lock alone = co_await ctx.lock(person_lock(before->id));
  const auto person = co_await person_by(ctx, email);
  if (!person || person->password_hash != hash) co_return wrong();
  if (person->sealed_totp) {
    if (!credentials.code) {
      take_back(ctx, *attempt);
      co_return Error::coded(Fault::auth, "totp_required",
                             "the password is right; now the code of the authenticator app");
    }
    if (!co_await use_code(ctx, *person, *credentials.code)) {
      log::info("sign_in_refused", {{"address", credentials.address}});
      co_return wrong();
    }
  }
  co_return Proven{.person = *person, .attempt = *attempt};
}

Task<Result<NewSession>> sign_in(engine::Ctx ctx, DepsPtr deps, Credentials credentials) {
  const auto proven = co_await prove(ctx, deps, credentials);
  if (!proven) co_return proven.error();
  const store::PersonRow& person = proven->person;
  const auto account = co_await landing(ctx, person.id, person.last_account_id);
  // Removed from every account: there is nothing to sign in to.
  if (!account) co_return wrong();
  custody::AuditChain chain = co_await custody::audit_chain(ctx, *account);
  forgive(ctx, proven->attempt);
  NewSession made = open_session(ctx, *account, person.id, credentials.address, credentials.former);
  const std::string actor = user_actor(person.id);
  chain.append(ctx, actor, "user.signed_in", store::id_text("user", person.id), "",
               credentials.address);
  co_return made;
}

Task<void> audit_everywhere(engine::Ctx ctx, std::int64_t user_id, std::string actor,
                            std::string action, std::function<void()> change) {
  const port::Rows rows = co_await ctx.ask(store::people::belongings(user_id));
  // Ordered by account, as everybody takes them: two never wait for each other.
  std::vector<custody::AuditChain> chains;
  for (const port::Row& row : rows.rows) {
    chains.push_back(
        co_await custody::audit_chain(ctx, store::people::belonging_row(row).account_id));
  }
  change();
  for (custody::AuditChain& chain : chains) {
    chain.append(ctx, actor, action, store::id_text("user", user_id), "", "");
  }
}

Task<Status> change_password(engine::Ctx ctx, DepsPtr deps, Actor actor, std::int64_t session_id,
                             SecretText old_password, SecretText new_password,
                             std::string address) {
  if (Status good = acceptable(new_password.reveal(), "new"); !good) co_return good.error();
  const port::Rows rows = co_await ctx.ask(store::people::find(actor.user_id));
  const store::PersonRow before = store::people::row(rows.only());
  const auto attempt = co_await begin_try(ctx, before.email, address);
  if (!attempt) co_return attempt.error();
  const auto same = co_await matches(ctx, deps, old_password, before.password_hash);
  if (!same) co_return same.error();
  if (!*same) co_return bad_field("old", "not_right", "that is not the present password");
  const auto hash = co_await hash_password(ctx, deps, new_password);
  if (!hash) co_return hash.error();
  const engine::Lock alone = co_await ctx.lock(person_lock(actor.user_id));
  const port::Rows again = co_await ctx.ask(store::people::find(actor.user_id));
  if (store::people::row(again.only()).password_hash != before.password_hash) {
    co_return bad_field("old", "not_right", "the password was changed meanwhile");
  }
  co_await audit_everywhere(ctx, actor.user_id, actor.name, "user.password_changed",
                            [ctx, actor, session_id, hash = *hash, attempt = *attempt] {
                              forgive(ctx, attempt);
                              ctx.write(store::people::set_password(actor.user_id, hash));
                              ctx.write(store::sessions::close_all(actor.user_id, session_id));
                            });
  co_return Status();
}

}  // namespace byte8::accounts
