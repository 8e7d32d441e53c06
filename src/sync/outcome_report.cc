#include "sync/outcome_report.h"

#include "base/text.h"
#include "sync/report.h"

namespace byte8::sync {
namespace {

// The store's columns (spec/wire.md §7).
constexpr std::size_t column = 64;

std::optional<std::string> fitted(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text::cut(text, column);
}

}  // namespace

std::optional<port::SyncState> sync_state_of(const store::RunRow& row,
                                             const engine::RunOutcome& outcome, Millis now) {
  // What stands for the entity in the ledger, where the run was about something else of it: the
  // invoice of a payment.
  const json::Value* entity = outcome.result.find("entity");
  port::SyncState state;
  state.entity_type = row.entity_kind;
  state.magento_entity_id = row.magento_id;
  state.last_sync_at = utc_text(now);
  if (outcome.status == "succeeded") {
    state.sync_status = "synced";
  } else if (outcome.status == "skipped_by_policy" && entity != nullptr) {
    // A payment that is not wanted takes nothing from an invoice that is there.
    state.sync_status = "synced";
  } else if (outcome.status == "skipped_by_policy") {
    state.sync_status = "skipped";
    state.skip_reason = fitted(outcome.skip_reason);
  } else if (outcome.status == "failed" || outcome.status == "needs_review") {
    state.sync_status = "failed";
    state.error_code = std::string(word(outcome.error ? outcome.error->fault : Fault::internal));
  } else {
    return std::nullopt;
  }
  // Known once, told ever after: a null would overwrite what the store has.
  if (entity == nullptr) entity = outcome.result.find("provider");
  if (entity != nullptr) {
    state.provider_entity_id = fitted(entity->text_or("id"));
    state.provider_reference = fitted(entity->text_or("reference"));
    if (std::string url = entity->text_or("url"); !url.empty()) state.provider_url = std::move(url);
  }
  return state;
}

void report_outcome(engine::Ctx ctx, WorldPtr world, const store::RunRow& row,
                    const engine::RunOutcome& outcome) {
  const auto state = sync_state_of(row, outcome, ctx.now().wall);
  if (state) owe_report(ctx, std::move(world), row.account_id, row.store_id, *state);
}

}  // namespace byte8::sync
