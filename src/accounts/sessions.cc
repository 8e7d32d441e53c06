#include "accounts/sessions.h"

#include "base/crypto.h"
#include "store/ids.h"

namespace byte8::accounts {
namespace {

constexpr std::size_t token_bytes = 32;

}  // namespace

NewSession open_session(engine::Ctx ctx, std::int64_t account_id, std::int64_t user_id,
                        const std::string& address, const std::string& former) {
  const Millis now = ctx.now().wall;
  NewSession made{.token = crypto::base64url(crypto::random_bytes(token_bytes)),
                  .account_id = account_id,
                  .user_id = user_id};
  ctx.write(store::sessions::forget(user_id, now - session_life, now - session_idle));
  if (!former.empty()) ctx.write(store::sessions::close_by_hash(crypto::sha256_hex(former)));
  ctx.write(store::sessions::insert({.account_id = account_id,
                                     .id = ctx.new_id(),
                                     .user_id = user_id,
                                     .token_hash = crypto::sha256_hex(made.token),
                                     .address = address,
                                     .created_at = now,
                                     .last_seen_at = now}));
  return made;
}

Task<std::optional<store::SessionHolder>> session_of(engine::Ctx ctx, std::string token) {
  const port::Rows rows = co_await ctx.ask(store::sessions::holder(crypto::sha256_hex(token)));
  if (rows.empty()) co_return std::nullopt;
  store::SessionHolder holder = store::sessions::holder_row(rows.only());
  const store::SessionRow& session = holder.session;
  const Millis now = ctx.now().wall;
  if (now - session.created_at >= session_life || now - session.last_seen_at >= session_idle) {
    co_return std::nullopt;
  }
  if (now - session.last_seen_at >= seen_every) {
    ctx.write(store::sessions::seen(session.account_id, session.id, now));
  }
  co_return holder;
}

std::string csrf_token(std::string_view session_token) {
  const crypto::Digest mac = crypto::hmac_sha256(session_token, "byte8 csrf");
  return crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

Task<std::optional<std::int64_t>> landing(engine::Ctx ctx, std::int64_t user_id,
                                          std::optional<std::int64_t> last) {
  const port::Rows rows = co_await ctx.ask(store::people::belongings(user_id));
  std::optional<std::int64_t> first;
  for (const port::Row& row : rows.rows) {
    const std::int64_t id = store::people::belonging_row(row).account_id;
    if (last == id) co_return id;
    if (!first) first = id;
  }
  co_return first;
}

Task<Status> switch_account(engine::Ctx ctx, store::SessionRow session, std::int64_t account_id) {
  const port::Rows rows = co_await ctx.ask(store::people::role_in(account_id, session.user_id));
  if (rows.empty()) {
    co_return Error::coded(Fault::not_found, "not_found", "you do not belong to such an account");
  }
  ctx.write(store::sessions::move(session.account_id, session.id, account_id));
  ctx.write(store::people::set_last_account(session.user_id, account_id));
  co_return Status();
}

std::string user_actor(std::int64_t user_id) {
  return "user " + store::id_text("user", user_id);
}

}  // namespace byte8::accounts
