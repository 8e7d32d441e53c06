#include "custody/audit_chain.h"

#include "store/audit.h"

namespace byte8::custody {

void AuditChain::append(engine::Ctx ctx, std::string_view actor, std::string_view action,
                        std::string_view object, std::string_view before, std::string_view after) {
  store::AuditRow row;
  row.account_id = account_id_;
  row.n = ++n_;
  row.at = ctx.now().wall;
  row.actor = actor;
  row.action = action;
  row.object = object;
  row.before = before;
  row.after = after;
  row.hash = store::audit::chained_hash(hash_, row);
  hash_ = row.hash;
  ctx.write(store::audit::insert(row));
}

Task<AuditChain> audit_chain(engine::Ctx ctx, std::int64_t account_id) {
  engine::Lock lock = co_await ctx.lock("audit:" + std::to_string(account_id));
  const port::Rows rows = co_await ctx.ask(store::audit::last(account_id));
  if (rows.empty()) co_return AuditChain(std::move(lock), account_id, 0, "");
  const store::AuditRow last = store::audit::row(rows.only());
  co_return AuditChain(std::move(lock), account_id, last.n, last.hash);
}

}  // namespace byte8::custody
