#include "custody/tokens.h"

#include "base/crypto.h"

namespace byte8::custody {
namespace {

SecretText opened(const engine::Core& core, const std::string& sealed,
                  const std::string& identity) {
  auto plain = core.sealer().open(sealed, identity);
  BYTE8_CHECK(plain.ok());
  return *std::move(plain);
}

// Renewed before it is over, so that a refused token means something else than age.
Millis four_fifths(Millis life) {
  return life / 5 * 4;
}

}  // namespace

store::GrantRow sealed_grant(const engine::Core& core, std::int64_t account_id,
                             std::int64_t binding_id, const port::Grant& grant) {
  const Millis now = core.now().wall;
  store::GrantRow row;
  row.account_id = account_id;
  row.binding_id = binding_id;
  row.sealed_access =
      core.sealer().seal(grant.access_token.reveal(), store::grants::access_identity(binding_id));
  row.sealed_refresh =
      core.sealer().seal(grant.refresh_token.reveal(), store::grants::refresh_identity(binding_id));
  row.access_expires_at = now + grant.access_life_ms;
  row.access_renew_at = now + four_fifths(grant.access_life_ms);
  row.refresh_expires_at = now + grant.refresh_life_ms;
  row.requested_by = grant.requested_by;
  row.renewed_at = now;
  return row;
}

SecretText open_access(const engine::Core& core, const store::GrantRow& grant) {
  return opened(core, grant.sealed_access, store::grants::access_identity(grant.binding_id));
}

SecretText open_refresh(const engine::Core& core, const store::GrantRow& grant) {
  return opened(core, grant.sealed_refresh, store::grants::refresh_identity(grant.binding_id));
}

std::string grant_key(std::int64_t binding_id) {
  return "grant:" + std::to_string(binding_id);
}

Task<std::optional<store::GrantRow>> find_grant(engine::Ctx ctx, std::int64_t account_id,
                                                std::int64_t binding_id) {
  const port::Rows rows = co_await ctx.ask(store::grants::find(account_id, binding_id));
  if (rows.empty()) co_return std::nullopt;
  co_return store::grants::row(rows.only());
}

}  // namespace byte8::custody
