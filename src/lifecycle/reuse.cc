#include "lifecycle/reuse.h"

#include "base/log.h"
#include "custody/audit_chain.h"
#include "custody/lane.h"
#include "custody/tokens.h"
#include "lifecycle/holder.h"
#include "lifecycle/restore.h"
#include "lifecycle/store_state.h"
#include "store/consent_links.h"
#include "store/history.h"
#include "store/ids.h"
#include "store/reruns.h"
#include "store/runs.h"

namespace byte8::lifecycle {
namespace {

using store::BindingRow;

Error conflict(std::string message) {
  return Error::coded(Fault::validation, "conflict", std::move(message));
}

Error in_field(std::string field, std::string message) {
  Error error = Error::in_field(std::move(field), std::move(message));
  error.code = "validation";
  return error;
}

Status may_vanish(const BindingRow* pending) {
  if (pending == nullptr || pending->status != "pending") {
    return conflict("only a binding that waits for its Sage side can give its pairing to another");
  }
  if (pending->business_id) return conflict("this binding has chosen a business already");
  return {};
}

// The pending binding's runs, rows and memory go over or go.
void dissolve(engine::Ctx ctx, const BindingRow& pending, const BindingRow& older,
              const port::Rows& open) {
  const std::int64_t account_id = pending.account_id;
  ctx.write(store::reruns::move_open(account_id, pending.id, older.id));
  ctx.write(store::reruns::move_cancelled(account_id, pending.id, older.id));
  ctx.write(store::consent_links::remove(account_id, pending.id));
  ctx.write(store::directory::remove_binding(account_id, pending.id));
  BindingRow gone = pending;
  gone.status = "revoked";
  ctx.core().binding_changed(gone);  // its lane lets go of everything
  ctx.core().directory().forget_binding(pending.id);
  for (const port::Row& row : open.rows) {
    store::OpenRun run = store::runs::open_row(row);
    if (older.status == "active") {
      ctx.write(store::history::requeue(account_id, run.id, older.policy_version));
    }
    run.binding_id = older.id;
    ctx.core().enqueue(engine::queued_run(run));
  }
}

}  // namespace

Status reusable(engine::Ctx ctx, std::int64_t account_id, std::int64_t store_id,
                std::int64_t older_id) {
  const engine::Directory& directory = ctx.core().directory();
  const BindingRow* older = directory.binding(older_id);
  if (older == nullptr || older->account_id != account_id || older->store_id != store_id) {
    return in_field("binding_id", "name a binding of the same store: see reusable");
  }
  if (older->status == "pending") {
    return in_field("binding_id", "that binding is pending: go on with it itself");
  }
  const BindingRow* other = other_holder(directory, *older);
  if (other == nullptr) return {};
  return Error::coded(Fault::validation, "business_already_bound",
                      "Its business is posted to by " + store::id_text("bind", other->id) +
                          " now: disconnect that one first.");
}

Task<Status> reuse(engine::Ctx ctx, std::int64_t pending_id, std::int64_t older_id,
                   std::string actor) {
  const BindingRow* known = ctx.core().directory().binding(pending_id);
  if (Status may = may_vanish(known); !may) co_return may.error();
  const std::int64_t account_id = known->account_id;
  const std::int64_t store_id = known->store_id;
  if (Status may = reusable(ctx, account_id, store_id, older_id); !may) co_return may.error();
  if (co_await custody::find_grant(ctx, account_id, pending_id)) {
    co_return conflict(
        "Sage is connected to this binding already: choose the business; what was synced to it "
        "before is recognised");
  }
  // Idempotent for one that is live already.
  static_cast<void>(co_await restore(ctx, older_id, "reused", actor));
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const port::Rows open = co_await ctx.ask(store::history::open_of_binding(account_id, pending_id));
  const BindingRow* pending = ctx.core().directory().binding(pending_id);
  if (Status may = may_vanish(pending); !may) co_return may.error();
  const BindingRow* older = ctx.core().directory().binding(older_id);
  if (older == nullptr || !older->live()) co_return conflict("the binding was revoked meanwhile");
  if (older->status == "active") store_is_active(ctx, store_id);
  const BindingRow gone = *pending;
  dissolve(ctx, gone, BindingRow(*older), open);
  chain.append(ctx, actor, "binding.took_pairing", store::id_text("bind", older_id),
               store::id_text("bind", pending_id), store::id_text("store", store_id));
  send_owed_reports(ctx, account_id, store_id);
  ctx.notify("binding");
  log::info("binding_reused", {{"binding", store::id_text("bind", older_id)}});
  co_return Status();
}

Task<Result<std::int64_t>> further_binding(engine::Ctx ctx, std::int64_t account_id,
                                           std::int64_t store_id, std::string actor) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, account_id);
  const store::StoreRow* store = ctx.core().directory().store(store_id);
  if (store == nullptr || store->account_id != account_id || store->status == "pairing") {
    co_return in_field("store_id", "there is no such store: pair it first");
  }
  if (store->status == "token_revoked" || store->status == "gone") {
    co_return in_field("store_id", "this store does not take our key: pair it again first");
  }
  BindingRow binding;
  binding.account_id = account_id;
  binding.id = ctx.new_id();
  binding.store_id = store_id;
  binding.status = "pending";
  binding.created_at = ctx.now().wall;
  chain.append(ctx, actor, "binding.created", store::id_text("bind", binding.id), "",
               store::id_text("store", store_id));
  custody::change_binding(ctx, binding);
  co_return binding.id;
}

}  // namespace byte8::lifecycle
