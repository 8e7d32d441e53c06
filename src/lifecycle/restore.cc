#include "lifecycle/restore.h"

#include <functional>

#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/kept.h"
#include "custody/lane.h"
#include "lifecycle/holder.h"
#include "lifecycle/store_state.h"
#include "store/ids.h"
#include "store/reruns.h"
#include "store/runs.h"
#include "sync/report.h"

namespace byte8::lifecycle {
namespace {

using store::BindingRow;

void enqueue_all(engine::Ctx ctx, const port::Rows& rows, std::int64_t binding_id) {
  for (const port::Row& row : rows.rows) {
    store::OpenRun run = store::runs::open_row(row);
    run.binding_id = binding_id;
    ctx.core().enqueue(engine::queued_run(run));
  }
}

std::vector<std::int64_t> revoked_with(engine::Ctx ctx, const std::string& reason,
                                       const std::function<bool(const BindingRow&)>& of) {
  std::vector<std::int64_t> ids;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.reason == reason && of(binding)) ids.push_back(id);
  }
  return ids;
}

}  // namespace

Task<bool> restore(engine::Ctx ctx, std::int64_t binding_id, std::string why, std::string actor) {
  const BindingRow* known = ctx.core().directory().binding(binding_id);
  if (known == nullptr) co_return false;
  const std::int64_t account_id = known->account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const port::Rows runs = co_await ctx.ask(store::reruns::cancelled(account_id, binding_id));
  const auto kept = co_await custody::find_kept(ctx, account_id, binding_id);
  // From here on there is no await: one turn.
  const BindingRow* found = ctx.core().directory().binding(binding_id);
  if (found == nullptr || found->live()) co_return false;
  BindingRow binding = *found;
  if (other_holder(ctx.core().directory(), binding) != nullptr) co_return false;
  const bool whole = kept && binding.business_id && binding.activated_at;
  const std::string before = binding.reason.value_or("");
  binding.status = whole ? "active" : "pending";
  binding.reason.reset();
  binding.revoked_at.reset();
  binding.epoch += 1;
  if (binding.paused_at) binding.hold = "paused";
  if (kept) custody::take_back_kept(ctx, *kept);
  ctx.write(store::reruns::reopen(account_id, binding_id, binding_id,
                                  whole ? binding.policy_version : 0));
  const std::string id = store::id_text("bind", binding_id);
  chain.append(ctx, actor, "binding." + why, id, before, binding.status);
  custody::change_binding(ctx, binding);
  enqueue_all(ctx, runs, binding_id);
  if (whole) store_is_active(ctx, binding.store_id);
  send_owed_reports(ctx, account_id, binding.store_id);
  log::info("binding_back", {{"binding", id}, {"why", why}, {"status", binding.status}});
  co_return true;
}

Task<void> restore_store(engine::Ctx ctx, std::int64_t store_id) {
  for (const std::int64_t id :
       revoked_with(ctx, "store_rejected_key",
                    [store_id](const BindingRow& row) { return row.store_id == store_id; })) {
    const BindingRow* row = ctx.core().directory().binding(id);
    if (row == nullptr) continue;
    // Without a grant there is nothing that could come back by itself; a pending one had none.
    const bool had_none = !row->activated_at;
    const bool kept = (co_await custody::find_kept(ctx, row->account_id, id)).has_value();
    if (kept || had_none) co_await restore(ctx, id, "key_accepted_again", "system");
  }
}

Task<void> restore_account(engine::Ctx ctx, std::int64_t account_id, std::string actor) {
  for (const std::int64_t id :
       revoked_with(ctx, "subscription_ended",
                    [account_id](const BindingRow& row) { return row.account_id == account_id; })) {
    co_await restore(ctx, id, "subscribed_again", actor);
  }
}

Task<Result<std::int64_t>> rerun(engine::Ctx ctx, std::int64_t binding_id, std::string actor) {
  const BindingRow* known = ctx.core().directory().binding(binding_id);
  BYTE8_CHECK(known != nullptr);
  const BindingRow asked = *known;
  const std::int64_t account_id = asked.account_id;
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  std::vector<std::int64_t> from;
  for (const BindingRow* row : ctx.core().directory().bindings_of_store(asked.store_id)) {
    const bool former = !row->live() && row->business_id && row->business_id == asked.business_id;
    if (row->id == binding_id || former) from.push_back(row->id);
  }
  std::vector<port::Rows> runs;
  for (const std::int64_t id : from) {
    runs.push_back(co_await ctx.ask(store::reruns::cancelled(account_id, id)));
  }
  const BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || binding->status != "active") {
    co_return Error::coded(Fault::validation, "conflict",
                           "the binding is not active: connect the same business again first");
  }
  std::int64_t count = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    ctx.write(store::reruns::reopen(account_id, from[i], binding_id, binding->policy_version));
    enqueue_all(ctx, runs[i], binding_id);
    count += static_cast<std::int64_t>(runs[i].rows.size());
  }
  chain.append(ctx, actor, "binding.rerun", store::id_text("bind", binding_id), "",
               std::to_string(count));
  co_return count;
}

Task<std::int64_t> send_reports_again(engine::Ctx ctx, std::int64_t account_id,
                                      std::int64_t store_id) {
  const port::Rows owed = co_await ctx.ask(store::reruns::owe_all_reports(account_id, store_id));
  send_owed_reports(ctx, account_id, store_id);
  co_return owed.changed;
}

void send_owed_reports(engine::Ctx ctx, std::int64_t account_id, std::int64_t store_id) {
  const auto& commands = ctx.core().handlers().commands;
  const auto found = commands.find(sync::send_reports_command);
  if (found == commands.end()) return;
  auto payload = std::make_shared<sync::SendReports>();
  payload->account_id = account_id;
  payload->store_id = store_id;
  ctx.spawn("send_reports", [send = found->second, payload](engine::Ctx own) -> Task<void> {
    static_cast<void>(co_await send(own, payload));
  });
}

}  // namespace byte8::lifecycle
