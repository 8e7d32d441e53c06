#include "custody/consent.h"

#include <algorithm>

#include "base/crypto.h"
#include "custody/tokens.h"
#include "store/grants.h"

namespace byte8::custody {
namespace {

constexpr std::size_t secret_bytes = 32;

std::string s256(const std::string& verifier) {
  const crypto::Digest digest = crypto::sha256(verifier);
  return crypto::base64url(
      std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace

std::string begin_consent(engine::Ctx ctx, const ConsentWanted& wanted,
                          std::string_view redirect_uri) {
  const std::string state = crypto::base64url(crypto::random_bytes(secret_bytes));
  const std::string verifier = crypto::base64url(crypto::random_bytes(secret_bytes));
  store::OauthStateRow row;
  row.state_hash = crypto::sha256_hex(state);
  row.account_id = wanted.account_id;
  row.binding_id = wanted.binding_id;
  row.sealed_verifier =
      ctx.core().sealer().seal(verifier, store::grants::verifier_identity(row.state_hash));
  row.made_by = wanted.made_by;
  row.expires_at = ctx.now().wall + state_life;
  row.session_hash = wanted.session_hash;
  ctx.write(store::grants::forget_states(ctx.now().wall));
  ctx.write(store::grants::insert_state(row));
  return ctx.core().provider().authorize_url(state, s256(verifier), redirect_uri, wanted.country);
}

Task<Result<Consent>> take_state(engine::Ctx ctx, std::string state) {
  const Error unknown = Error::coded(Fault::validation, "unknown_state",
                                     "this link was used already, or is older than 15 minutes");
  if (state.empty()) co_return unknown;
  const port::Rows rows = co_await ctx.ask(store::grants::take_state(crypto::sha256_hex(state)));
  if (rows.empty()) co_return unknown;
  const store::OauthStateRow row = store::grants::state_row(rows.only());
  if (row.expires_at < ctx.now().wall) co_return unknown;
  auto verifier = ctx.core().sealer().open(row.sealed_verifier,
                                           store::grants::verifier_identity(row.state_hash));
  BYTE8_CHECK(verifier.ok());
  co_return Consent{.account_id = row.account_id,
                    .binding_id = row.binding_id,
                    .made_by = row.made_by,
                    .code_verifier = *std::move(verifier),
                    .session_hash = row.session_hash};
}

Task<bool> keep_grant(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id,
                      port::Grant grant) {
  const std::optional<store::GrantRow> old = co_await find_grant(ctx, account_id, binding_id);
  store::GrantRow row = sealed_grant(ctx.core(), account_id, binding_id, grant);
  if (old) row.renewed_at = std::max(row.renewed_at, old->renewed_at + 1);
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || !binding->live()) co_return false;
  ctx.write(store::grants::put(row));
  co_return true;
}

}  // namespace byte8::custody
