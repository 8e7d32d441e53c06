#include "sync/report.h"

#include <algorithm>

#include "store/reports.h"

namespace byte8::sync {
namespace {

constexpr std::int64_t batch = 50;
constexpr Millis longest_rest = 3'600'000;
constexpr Millis first_rest = 2'000;

Millis rest(std::int64_t tries, Rng& rng) {
  Millis delay = first_rest;
  for (std::int64_t i = 0; i < tries && delay < longest_rest; ++i) delay *= 3;
  delay = std::min(delay, longest_rest);
  return delay / 2 + static_cast<Millis>(rng.below(static_cast<std::uint64_t>(delay)));
}

// Reports go out only while a binding of the store lives: after a disconnect the key is refused,
// and what is owed goes out after reconnecting.
bool anybody_listens(engine::Ctx ctx, std::int64_t store_id) {
  const auto bindings = ctx.core().directory().bindings_of_store(store_id);
  return std::ranges::any_of(bindings, [](const store::BindingRow* row) { return row->live(); });
}

// One report; how long to rest before the next try, 0 when it is done.
Task<Millis> send_one(engine::Ctx ctx, WorldPtr world, store::ReportRow row) {
  const store::StoreRow* store = ctx.core().directory().store(row.store_id);
  if (store == nullptr) co_return longest_rest;
  auto access = open_store(*store, ctx.core().sealer());
  auto body = json::parse(row.body);
  if (!access || !body) co_return longest_rest;
  auto state = sync_state(*body);
  if (!state) co_return longest_rest;
  const engine::Target target{.peer = engine::Target::Peer::store, .id = row.store_id};
  auto told = co_await ctx.call(world->shop().report(*access, *state, ctx.now(), ctx.rng()), target,
                                "report");
  if (told) {
    ctx.write(store::reports::sent(row, ctx.now().wall));
    co_return 0;
  }
  ctx.write(store::reports::tried(row));
  const Error& error = told.error();
  // It may have arrived, and may arrive late: the latest is sent once more when that can no longer
  // be.
  if (error.effect == byte8::Effect::maybe) co_return ctx.core().settings().grace();
  co_return std::max(rest(row.tries, ctx.rng()), error.retry_after_ms.value_or(0));
}

// Everything a store is owed, one after the other. A second sender finds the lock, then nothing to
// do.
Task<void> send_owed(engine::Ctx ctx, WorldPtr world, std::int64_t account_id,
                     std::int64_t store_id) {
  const engine::Lock sender = co_await ctx.lock("reports:" + std::to_string(store_id));
  for (;;) {
    if (!anybody_listens(ctx, store_id)) co_return;
    const port::Rows owed = co_await ctx.ask(store::reports::owed(account_id, store_id, batch));
    if (owed.empty()) co_return;
    for (const port::Row& found : owed.rows) {
      const Millis pause = co_await send_one(ctx, world, store::reports::row(found));
      if (pause == 0) continue;
      // The list again after a rest: newer versions, and those not tried yet first.
      co_await ctx.sleep_until(ctx.now().boot + pause);
      break;
    }
  }
}

void see_to_it(engine::Ctx ctx, WorldPtr world, std::int64_t account_id, std::int64_t store_id) {
  ctx.spawn("reports", [world, account_id, store_id](engine::Ctx own) {
    return send_owed(own, world, account_id, store_id);
  });
}

Task<void> after_start(engine::Ctx ctx, WorldPtr world) {
  const port::Rows stores = co_await ctx.ask(store::reports::stores_owed());
  for (const port::Row& row : stores.rows) {
    see_to_it(ctx, world, row.integer(0), row.integer(1));
  }
}

}  // namespace

void owe_report(engine::Ctx ctx, WorldPtr world, std::int64_t account_id, std::int64_t store_id,
                const port::SyncState& state) {
  store::ReportRow row;
  row.account_id = account_id;
  row.store_id = store_id;
  row.entity_type = state.entity_type;
  row.magento_id = state.magento_entity_id;
  row.body = json::write(to_json(state));
  ctx.write(store::reports::owe(row));
  see_to_it(ctx, std::move(world), account_id, store_id);
}

void register_reports(engine::Handlers& handlers, WorldPtr world) {
  handlers.duties.emplace_back("reports_after_start",
                               [world](engine::Ctx ctx) { return after_start(ctx, world); });
  handlers.commands[send_reports_command] =
      [world](engine::Ctx ctx,
              std::shared_ptr<const engine::Payload> payload) -> Task<http::Response> {
    const auto wanted = std::static_pointer_cast<const SendReports>(payload);
    see_to_it(ctx, world, wanted->account_id, wanted->store_id);
    co_return http::Response{.status = 202};
  };
}

json::Value to_json(const port::SyncState& s) {
  return json::object({{"entity_type", s.entity_type},
                       {"magento_entity_id", s.magento_entity_id},
                       {"sync_status", s.sync_status},
                       {"provider_entity_id", s.provider_entity_id},
                       {"provider_reference", s.provider_reference},
                       {"provider_url", s.provider_url},
                       {"skip_reason", s.skip_reason},
                       {"error_code", s.error_code},
                       {"last_sync_at", s.last_sync_at}});
}

Result<port::SyncState> sync_state(const json::Value& value) {
  port::SyncState state;
  state.entity_type = value.text_or("entity_type");
  const json::Value* id = value.find("magento_entity_id");
  const std::optional<std::int64_t> number = id == nullptr ? std::nullopt : id->integer();
  if (!number) return Error::in_field("magento_entity_id", "a stored report has no entity id");
  state.magento_entity_id = *number;
  state.sync_status = value.text_or("sync_status");
  state.last_sync_at = value.text_or("last_sync_at");
  const std::pair<const char*, std::optional<std::string>*> texts[] = {
      {"provider_entity_id", &state.provider_entity_id},
      {"provider_reference", &state.provider_reference},
      {"provider_url", &state.provider_url},
      {"skip_reason", &state.skip_reason},
      {"error_code", &state.error_code}};
  for (const auto& [key, field] : texts) {
    const json::Value* text = value.find(key);
    if (text != nullptr && text->is_string()) *field = text->string();
  }
  return state;
}

}  // namespace byte8::sync
