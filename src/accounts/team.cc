#include "accounts/team.h"

#include <algorithm>
#include <array>

#include "accounts/mail.h"
#include "accounts/password.h"
#include "base/crypto.h"
#include "custody/audit_chain.h"
#include "store/api_tokens.h"
#include "store/ids.h"

namespace byte8::accounts {
namespace {

constexpr std::string_view owner = "owner";

Error no_such_member() {
  return Error::coded(Fault::not_found, "not_found", "nobody of this account has that id");
}

Error owners_only() {
  return Error::coded(Fault::auth, "forbidden",
                      "only an owner may invite, change or remove an owner");
}

Error last_owner() {
  return Error::coded(
      Fault::validation, "conflict",
      "the last owner cannot be removed or demoted: make somebody else owner first");
}

// What stands in the way of taking that person's role away. The caller holds the audit chain, which
// every change of roles takes.
Task<Status> may_lose(engine::Ctx ctx, Actor actor, std::string role) {
  if (role != owner) co_return Status();
  if (actor.role != owner) co_return owners_only();
  const port::Rows rows = co_await ctx.ask(store::people::owners(actor.account_id));
  if (rows.only().integer(0) <= 1) co_return last_owner();
  co_return Status();
}

Task<std::optional<std::string>> role_of(engine::Ctx ctx, std::int64_t account_id,
                                         std::int64_t user_id) {
  const port::Rows rows = co_await ctx.ask(store::people::role_in(account_id, user_id));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.only().text(0);
}

// Who does something may have lost their role while this waited for its turn.
Task<Actor> as_of_now(engine::Ctx ctx, Actor actor) {
  if (actor.user_id == 0) co_return actor;
  actor.role = (co_await role_of(ctx, actor.account_id, actor.user_id)).value_or("");
  co_return actor;
}

Status may_make(const Actor& actor, const std::string& role) {
  if (!is_role(role)) {
    return bad_field("role", "invalid_format", "the role is owner, admin, operator or viewer");
  }
  if (actor.role != owner && actor.role != "admin") {
    return Error::coded(Fault::auth, "forbidden", "this needs the role admin");
  }
  if (role == owner && actor.role != owner) return owners_only();
  return {};
}

}  // namespace

bool is_role(std::string_view word) {
  constexpr std::array<std::string_view, 4> roles = {"owner", "admin", "operator", "viewer"};
  return std::ranges::find(roles, word) != roles.end();
}

Task<Result<Invited>> invite(engine::Ctx ctx, DepsPtr deps, Actor actor, std::string email,
                             std::string role) {
  const auto to = tidy_email(email);
  if (!to) co_return bad_field("email", "invalid_format", "that is no e-mail address");
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const Actor who = co_await as_of_now(ctx, actor);
  if (Status may = may_make(who, role); !may) co_return may.error();
  const port::Rows account = co_await ctx.ask(store::accounts::find(actor.account_id));
  const port::Rows known = co_await ctx.ask(store::people::by_email(*to));
  if (!known.empty()) {
    const std::int64_t user = store::people::row(known.only()).id;
    if (co_await role_of(ctx, actor.account_id, user)) {
      co_return Error::coded(Fault::validation, "conflict", "they belong to this account already");
    }
  }
  const std::string token = crypto::base64url(crypto::random_bytes(32));
  store::InvitationRow row{.account_id = actor.account_id,
                           .id = ctx.new_id(),
                           .token_hash = crypto::sha256_hex(token),
                           .email = *to,
                           .role = role,
                           .created_at = ctx.now().wall,
                           .expires_at = ctx.now().wall + invitation_life};
  const Invited made{.id = row.id, .url = deps->public_url + "/invitation/" + token};
  ctx.write(store::invitations::remove_for(actor.account_id, *to));
  ctx.write(store::invitations::insert(row));
  queue_mail(
      ctx, *deps,
      invitation_mail(*to, store::accounts::account_row(account.only()).name, role, made.url));
  chain.append(ctx, actor.name, "user.invited", store::id_text("inv", row.id), "", role);
  co_return made;
}

Task<Status> withdraw_invitation(engine::Ctx ctx, Actor actor, std::int64_t id) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const port::Rows gone = co_await ctx.ask(store::invitations::remove(actor.account_id, id));
  if (gone.changed == 0) co_return no_such_member();
  chain.append(ctx, actor.name, "user.invitation_withdrawn", store::id_text("inv", id), "", "");
  co_return Status();
}

Task<std::optional<Offer>> find_offer(engine::Ctx ctx, std::string token) {
  const port::Rows rows = co_await ctx.ask(store::invitations::find(crypto::sha256_hex(token)));
  if (rows.empty()) co_return std::nullopt;
  Offer offer{.invitation = store::invitations::row(rows.only())};
  if (offer.invitation.expires_at <= ctx.now().wall) co_return std::nullopt;
  const port::Rows account = co_await ctx.ask(store::accounts::find(offer.invitation.account_id));
  if (account.empty()) co_return std::nullopt;
  offer.account = store::accounts::account_row(account.only()).name;
  const port::Rows user = co_await ctx.ask(store::people::by_email(offer.invitation.email));
  offer.known = !user.empty();
  co_return offer;
}

namespace {

// The user who accepts: the known one, or a new one that `hash` belongs to.
store::UserRow new_user(engine::Ctx ctx, const Offer& offer, const Acceptance& acceptance,
                        const std::string& hash) {
  store::UserRow user;
  user.id = ctx.new_id();
  user.email = offer.invitation.email;
  user.name = acceptance.name;
  user.password_hash = hash;
  user.created_at = ctx.now().wall;
  return user;
}

Task<Result<NewSession>> join(engine::Ctx ctx, Acceptance acceptance, std::optional<Proven> proven,
                              std::string hash) {
  const engine::Lock alone = co_await ctx.lock("users");
  const auto first = co_await find_offer(ctx, acceptance.token);
  if (!first) co_return dead_link();
  const std::int64_t account = first->invitation.account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account);
  // Once more, under the chain that the withdrawal of an invitation takes.
  const auto offer = co_await find_offer(ctx, acceptance.token);
  if (!offer) co_return dead_link();
  if (offer->known != proven.has_value()) {
    co_return Error::coded(Fault::validation, "conflict", "open the link again");
  }
  std::int64_t user_id = proven ? proven->person.id : 0;
  const auto present = co_await role_of(ctx, account, user_id);
  if (proven) {
    forgive(ctx, proven->attempt);
  } else {
    const store::UserRow user = new_user(ctx, *offer, acceptance, hash);
    ctx.write(store::accounts::insert(user));
    user_id = user.id;
  }
  ctx.write(store::invitations::remove(account, offer->invitation.id));
  if (!present) {
    ctx.write(store::accounts::insert(store::MembershipRow{
        .account_id = account, .user_id = user_id, .role = offer->invitation.role}));
  }
  chain.append(ctx, user_actor(user_id), "user.joined", store::id_text("user", user_id), "",
               present.value_or(offer->invitation.role));
  co_return open_session(ctx, account, user_id, acceptance.address, "");
}

}  // namespace

Task<Result<NewSession>> accept(engine::Ctx ctx, DepsPtr deps, Acceptance acceptance) {
  const auto offer = co_await find_offer(ctx, acceptance.token);
  if (!offer) co_return dead_link();
  if (offer->known) {
    const auto proven = co_await prove(ctx, deps,
                                       {.email = offer->invitation.email,
                                        .password = acceptance.password,
                                        .code = acceptance.code,
                                        .address = acceptance.address});
    if (!proven) co_return proven.error();
    co_return co_await join(ctx, acceptance, *proven, "");
  }
  if (acceptance.name.empty()) co_return bad_field("name", "required", "your name is required");
  if (Status good = acceptable(acceptance.password.reveal(), "password"); !good) {
    co_return good.error();
  }
  const auto hash = co_await hash_password(ctx, deps, acceptance.password);
  if (!hash) co_return hash.error();
  co_return co_await join(ctx, acceptance, std::nullopt, *hash);
}

Task<Status> change_role(engine::Ctx ctx, Actor actor, std::int64_t user_id, std::string role) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const Actor who = co_await as_of_now(ctx, actor);
  const auto before = co_await role_of(ctx, actor.account_id, user_id);
  if (!before) co_return no_such_member();
  if (Status may = may_make(who, role); !may) co_return may.error();
  if (*before == role) co_return Status();
  if (Status may = co_await may_lose(ctx, who, *before); !may) co_return may.error();
  ctx.write(store::people::set_role(actor.account_id, user_id, role));
  chain.append(ctx, actor.name, "user.role_changed", store::id_text("user", user_id), *before,
               role);
  co_return Status();
}

Task<Status> remove_member(engine::Ctx ctx, Actor actor, std::int64_t user_id) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const Actor who = co_await as_of_now(ctx, actor);
  const auto before = co_await role_of(ctx, actor.account_id, user_id);
  if (!before) co_return no_such_member();
  if (Status may = may_make(who, "viewer"); !may) co_return may.error();
  if (Status may = co_await may_lose(ctx, who, *before); !may) co_return may.error();
  ctx.write(store::people::leave(actor.account_id, user_id));
  ctx.write(store::sessions::close_in_account(actor.account_id, user_id));
  ctx.write(store::api_tokens::revoke_of_user(actor.account_id, user_id, ctx.now().wall));
  chain.append(ctx, actor.name, "user.removed", store::id_text("user", user_id), *before, "");
  co_return Status();
}

}  // namespace byte8::accounts
