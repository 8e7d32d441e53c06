#include "tests/bench/furnished.h"

#include <fmt/format.h>

#include "app/house.h"
#include "tests/bench/must.h"
#include "tests/support/toy_house.h"

namespace byte8::bench {

app::Settings lonely_flags(const std::string& data_dir) {
  return {{"listen", "127.0.0.1:0"},
          {"data_dir", data_dir},
          {"outbound_allow", "127.0.0.0/8"},
          {"require_https_stores", "false"}};
}

app::Config config_of(const app::Settings& flags) {
  app::LoadedConfig loaded = app::load_config({.flags = flags});
  BYTE8_CHECK(loaded.problems.empty());
  return std::move(loaded.config);
}

void furnish_paused(const app::Config& config, int bindings) {
  app::House house = must(app::open_house(config));
  tests::furnish(house.db->connection(), crypto::Sealer(house.master_key), bindings, read_clocks());
  must(house.db->connection().execute("UPDATE binding SET hold = 'paused'"));
}

void queue_runs(const app::Config& config, std::int64_t runs, int bindings) {
  const app::House house = must(app::open_house(config));
  queue_runs(house.db->connection(), runs, bindings);
}

void queue_runs(sqlite::Connection& db, std::int64_t runs, int bindings) {
  must(db.execute(fmt::format(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) "
      "INSERT INTO run (account_id, id, binding_id, store_id, event, lane, entity_kind, "
      "magento_id, payload, occurred_at, status, policy_version, retries, crashes, created_at) "
      "SELECT {1}, i, {2} + i % {3}, {4} + i % {3}, 'invoice.created', 'live', 'invoice', i, "
      "'{{}}', '2026-11-24T09:00:00Z', 'queued', 1, 0, 0, 0 FROM n",
      runs, tests::toy_account, tests::toy_first_binding, bindings, tests::toy_first_store)));
}

}  // namespace byte8::bench
