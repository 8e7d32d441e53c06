#include "api/audit_check.h"

#include "store/audit.h"
#include "store/audit_pages.h"

namespace byte8::api {
namespace {

constexpr std::int64_t page_rows = 500;

}  // namespace

Task<AuditCheck> check_audit(engine::Ctx ctx, std::int64_t account_id) {
  AuditCheck check;
  std::string hash;
  std::int64_t n = 0;
  for (;;) {
    const port::Rows rows = co_await ctx.ask(store::audit::after(account_id, n, page_rows));
    for (const port::Row& row : rows.rows) {
      const store::AuditRow entry = store::audit::row(row);
      ++check.entries;
      ++n;
      const bool good = entry.n == n && store::audit::chained_hash(hash, entry) == entry.hash;
      if (!good && !check.broken_at) check.broken_at = n;
      // What follows is judged by itself: the first break is what is told.
      n = entry.n;
      hash = entry.hash;
    }
    if (static_cast<std::int64_t>(rows.rows.size()) < page_rows) co_return check;
  }
}

json::Value audit_check_json(const AuditCheck& check) {
  return json::object(
      {{"entries", check.entries}, {"unbroken", !check.broken_at}, {"broken_at", check.broken_at}});
}

}  // namespace byte8::api
