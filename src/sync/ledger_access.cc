#include "sync/ledger_access.h"

namespace byte8::sync {

Task<Status> heed(engine::Ctx ctx, std::int64_t binding_id, Error error) {
  if (error.code == "token_expired") {
    auto renewed = co_await custody::force_refresh(ctx, binding_id);
    if (!renewed) co_return renewed.error();
  } else if (error.code == "no_subscription" || error.code == "sage_access_denied") {
    custody::access_lost(ctx, binding_id, error.code);
  }
  co_return Status();
}

Task<Result<model::LedgerRecord>> read_record(engine::Ctx ctx, ViewPtr view, std::string kind,
                                              std::string id) {
  const port::Provider& provider = ctx.core().provider();
  return ask_ledger<model::LedgerRecord>(
      ctx, view->ledger_target(),
      [&provider, kind, id](const port::LedgerAccess& access) {
        return provider.read(access, kind, id);
      },
      "read_" + kind);
}

}  // namespace byte8::sync
