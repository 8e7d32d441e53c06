#include "accounts/oidc_state.h"

#include "base/crypto.h"

namespace byte8::accounts {
namespace {

constexpr std::size_t secret_bytes = 32;

const port::Sql insert_sql{
    "insert_oidc_state",
    "INSERT INTO oidc_state (state_hash, provider, browser_hash, nonce_hash, sealed_verifier, "
    "expires_at) VALUES ($1, $2, $3, $4, $5, $6)"};
const port::Sql take_sql{"take_oidc_state",
                         "DELETE FROM oidc_state WHERE state_hash = $1 "
                         "RETURNING provider, browser_hash, nonce_hash, sealed_verifier, "
                         "expires_at"};
const port::Sql forget_sql{"forget_oidc_states", "DELETE FROM oidc_state WHERE expires_at <= $1"};
const port::Sql count_sql{"count_oidc_states", "SELECT COUNT(1) FROM oidc_state"};

std::string secret() {
  return crypto::base64url(crypto::random_bytes(secret_bytes));
}

std::string verifier_identity(const std::string& state_hash) {
  return "oidc_state:" + state_hash;
}

std::string s256(const std::string& verifier) {
  const crypto::Digest digest = crypto::sha256(verifier);
  return crypto::base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Error unknown_state() {
  return Error::coded(Fault::auth, "unknown_state",
                      "That sign-in was begun too long ago, in another browser, or is finished "
                      "already. Start again.");
}

}  // namespace

Task<Result<OidcBegin>> keep_oidc_state(engine::Ctx ctx, std::string provider) {
  const Millis now = ctx.now().wall;
  ctx.write({&forget_sql, {now}});
  const port::Rows open = co_await ctx.ask({&count_sql, {}});
  if (open.only().integer(0) >= oidc_states_max) {
    co_return Error::coded(Fault::http, "unavailable",
                           "Too many are signing in at this moment. Try again in a few minutes.");
  }
  const std::string verifier = secret();
  OidcBegin begun{
      .state = secret(), .nonce = secret(), .browser = secret(), .challenge = s256(verifier)};
  const std::string state_hash = crypto::sha256_hex(begun.state);
  const std::string sealed = ctx.core().sealer().seal(verifier, verifier_identity(state_hash));
  ctx.write(
      {&insert_sql,
       {state_hash, provider, crypto::sha256_hex(begun.browser), crypto::sha256_hex(begun.nonce),
        port::Blob{sealed}, ctx.now().wall + oidc_state_life}});
  co_return begun;
}

Task<Result<OidcTaken>> take_oidc_state(engine::Ctx ctx, std::string provider, std::string state,
                                        std::string browser) {
  if (state.empty()) co_return unknown_state();
  const std::string state_hash = crypto::sha256_hex(state);
  const port::Rows rows = co_await ctx.ask({&take_sql, {state_hash}});
  if (rows.empty()) co_return unknown_state();
  const port::Row& row = rows.only();
  if (row.text(0) != provider || row.integer(4) <= ctx.now().wall) co_return unknown_state();
  if (!crypto::equal(row.text(1), crypto::sha256_hex(browser))) co_return unknown_state();
  auto verifier = ctx.core().sealer().open(row.blob(3), verifier_identity(state_hash));
  // Sealed with another master key, before it was changed.
  if (!verifier) co_return unknown_state();
  co_return OidcTaken{.nonce_hash = row.text(2), .verifier = *std::move(verifier)};
}

}  // namespace byte8::accounts
