#include "lifecycle/run_bulk.h"

#include <algorithm>

#include "custody/audit_chain.h"
#include "lifecycle/run_acts.h"
#include "store/ids.h"

namespace byte8::lifecycle {
namespace {

using store::BulkRow;

// So few are under way that a cause which was not mended stops the rest.
constexpr std::int64_t under_way = 20;
constexpr Millis look_again = 500;
constexpr std::size_t written_at_once = 1'000;

// Ignores without waiting; a retry that was sent is followed until it ends.
Task<std::string> one(engine::Ctx ctx, BulkRow bulk, std::int64_t run_id) {
  if (bulk.action == "ignore") {
    const Status done = co_await ignore_one(ctx, bulk.account_id, run_id, bulk.actor);
    co_return done ? "done" : "refused";
  }
  const auto view = co_await find_run(ctx, bulk.account_id, run_id);
  if (!view || view->run.status == "queued" || view->run.status == "running") co_return "refused";
  const bool waits = view->run.status == "waiting";
  const Status sent = co_await retry_one(ctx, bulk.account_id, run_id, {}, bulk.actor);
  // What waited keeps its lane, and is not told from others that go on by themselves.
  co_return !sent ? "refused" : waits ? "done" : "sent";
}

void finish(engine::Ctx ctx, BulkRow bulk, std::string status, std::optional<std::string> because) {
  bulk.status = std::move(status);
  bulk.stopped_because = std::move(because);
  bulk.finished_at = ctx.now().wall;
  ctx.write(store::bulks::finish(bulk));
}

// Whether enough of them failed for one reason.
Task<std::optional<std::string>> hopeless(engine::Ctx ctx, std::int64_t account_id,
                                          std::int64_t id) {
  const port::Rows rows = co_await ctx.ask(store::bulks::commonest_failure(account_id, id));
  if (rows.empty() || rows.only().integer(1) < equal_failures_max) co_return std::nullopt;
  co_return rows.only().text_or(0);
}

// One step; whether there is another.
Task<bool> step(engine::Ctx ctx, std::int64_t account_id, std::int64_t id) {
  const port::Rows found = co_await ctx.ask(store::bulks::find(account_id, id));
  if (found.empty()) co_return false;
  const BulkRow bulk = store::bulks::row(found.only());
  if (bulk.status != "running") co_return false;
  if (const auto problem = co_await hopeless(ctx, account_id, id)) {
    finish(ctx, bulk, "stopped", "equal_failures:" + *problem);
    co_return false;
  }
  const port::Rows out = co_await ctx.ask(store::bulks::outstanding(account_id, id));
  const std::int64_t room = under_way - out.only().integer(0);
  const port::Rows next =
      co_await ctx.ask(store::bulks::next(account_id, id, std::max<std::int64_t>(room, 0)));
  if (next.empty() && room == under_way) {
    finish(ctx, bulk, "done", std::nullopt);
    co_return false;
  }
  for (const port::Row& row : next.rows) {
    const std::int64_t run_id = row.integer(0);
    const std::string state = co_await one(ctx, bulk, run_id);
    ctx.write(store::bulks::set_state(account_id, id, run_id, state));
  }
  co_return true;
}

Task<void> work(engine::Ctx ctx, std::int64_t account_id, std::int64_t id) {
  const engine::Lock alone = co_await ctx.lock("bulk:" + std::to_string(id));
  while (co_await step(ctx, account_id, id)) {
    co_await ctx.sleep_until(ctx.now().boot + look_again);
  }
}

void go_on(engine::Ctx ctx, const BulkRow& bulk) {
  ctx.spawn("bulk", [account_id = bulk.account_id, id = bulk.id](engine::Ctx own) {
    return work(own, account_id, id);
  });
}

Task<void> resume_bulks(engine::Ctx ctx) {
  const port::Rows rows = co_await ctx.ask(store::bulks::running());
  for (const port::Row& row : rows.rows) go_on(ctx, store::bulks::row(row));
}

}  // namespace

Task<BulkRow> begin_bulk(engine::Ctx ctx, BulkRow wanted, std::vector<std::int64_t> ids) {
  BulkRow bulk = std::move(wanted);
  bulk.id = ctx.new_id();
  bulk.total = static_cast<std::int64_t>(ids.size());
  bulk.created_at = ctx.now().wall;
  // The runs first, in as many turns as it takes: without the row above them they are nothing.
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ctx.write(store::bulks::add_run(bulk.account_id, bulk.id, ids[i]));
    if (i % written_at_once == written_at_once - 1) co_await ctx.sleep_until(ctx.now().boot);
  }
  custody::AuditChain chain = co_await custody::audit_chain(ctx, bulk.account_id);
  ctx.write(store::bulks::insert(bulk));
  chain.append(
      ctx, bulk.actor, "bulk." + bulk.action, store::id_text("bulk", bulk.id), bulk.filter,
      std::to_string(bulk.total) + (bulk.reason ? " runs: " + *bulk.reason : std::string(" runs")));
  go_on(ctx, bulk);
  co_return bulk;
}

Task<void> stop_bulk(engine::Ctx ctx, BulkRow bulk, std::string actor) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, bulk.account_id);
  const port::Rows found = co_await ctx.ask(store::bulks::find(bulk.account_id, bulk.id));
  if (found.empty() || store::bulks::row(found.only()).status != "running") co_return;
  finish(ctx, bulk, "stopped", "by_hand");
  chain.append(ctx, actor, "bulk.stopped", store::id_text("bulk", bulk.id), "running", "stopped");
}

void register_bulk(engine::Handlers& handlers) {
  handlers.duties.emplace_back("bulks", resume_bulks);
}

}  // namespace byte8::lifecycle
