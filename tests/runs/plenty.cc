#include "tests/runs/plenty.h"

#include "store/ids.h"

namespace byte8::tests {
namespace {

std::string quoted(const std::string& text) {
  return text.empty() ? "NULL" : "'" + text + "'";
}

}  // namespace

void put_many(World& world, const std::string& binding, const RunOf& run, std::int64_t first,
              std::int64_t count) {
  const store::BindingRow row = world.binding(binding);
  const bool open = run.status == "queued" || run.status == "running" || run.status == "waiting";
  const bool troubled = run.status == "failed" || run.status == "needs_review";
  const std::string skip = run.status == "skipped_by_policy" ? "'unpaid_invoice'" : "NULL";
  const std::string at = std::to_string(world.now.wall);
  world.rows("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " +
             std::to_string(count) +
             ") INSERT INTO run (account_id, id, binding_id, store_id, event, lane, entity_kind, "
             "magento_id, magento_reference, payload, occurred_at, status, reason, skip_reason, "
             "error_code, detail_code, error_message, result, policy_version, retries, crashes, "
             "created_at, finished_at) SELECT " +
             std::to_string(row.account_id) + ", " + std::to_string(first) + " + i, " +
             std::to_string(row.id) + ", " + std::to_string(row.store_id) + ", '" + run.event +
             "', 'live', '" + run.entity_kind + "', " + std::to_string(run.magento_id) + " + i, " +
             quoted(run.reference) + ", '{}', '2026-05-17T10:11:12Z', '" + run.status + "', " +
             quoted(run.reason) + ", " + skip + ", " +
             (troubled ? quoted(run.error_code) : "NULL") + ", " +
             (troubled ? quoted(run.detail_code) : "NULL") + ", " +
             (troubled ? quoted(run.message) : "NULL") + ", " + quoted(run.result) + ", 1, 0, 0, " +
             at + ", " + (open ? "NULL" : at) + " FROM n");
}

std::string put_run(World& world, const std::string& binding, const RunOf& run) {
  world.now.wall += 1;
  const std::int64_t id = store::first_id(world.now.wall) + 7;
  put_many(world, binding, run, id, 1);
  return store::id_text("run", id);
}

std::vector<std::string> ids_of(const Answered& answered) {
  std::vector<std::string> ids;
  const json::Value* items = answered.body.find("items");
  if (items == nullptr) return ids;
  for (const json::Value& item : items->array()) ids.push_back(item.text_or("id"));
  return ids;
}

std::int64_t number_in(const json::Value& body, std::string_view key) {
  const json::Value* found = body.find(key);
  return found == nullptr ? -1 : found->integer().value_or(-1);
}

}  // namespace byte8::tests
