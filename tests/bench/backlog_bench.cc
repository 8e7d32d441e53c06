// What must not grow with the backlog: finding the next run; and what starting with it costs.

#include <fmt/format.h>

#include "engine/engine.h"
#include "sqlite/sqlite_db.h"
#include "tests/bench/bench.h"
#include "tests/bench/furnished.h"
#include "tests/support/toy_house.h"
#include "tests/support/toy_peers.h"

namespace byte8::bench {
namespace {

constexpr int bindings = 10'000;

double next_ns(std::int64_t queued) {
  engine::Scheduler scheduler;
  for (std::int64_t b = 1; b <= bindings; ++b) scheduler.set_dispatches(b, true);
  for (std::int64_t i = 1; i <= queued; ++i) {
    scheduler.queue({.id = i,
                     .account = 1,
                     .entity = engine::entity_hash("invoice", i),
                     .binding = 1 + i % bindings});
  }
  constexpr std::int64_t served = 8'000;
  const double from = now_s();
  for (std::int64_t i = 0; i < served; ++i) {
    const auto run = scheduler.next();
    BYTE8_CHECK(run.has_value());
    scheduler.finished(*run);
  }
  return (now_s() - from) / static_cast<double>(served) * 1e9;
}

}  // namespace

std::vector<Row> bench_backlog(const Options& options) {
  std::vector<Row> rows;
  double small = 1e9;
  double medium = 1e9;
  double large = 1e9;
  for (int round = 0; round < 5; ++round) {
    small = std::min(small, next_ns(10'000));
    medium = std::min(medium, next_ns(100'000));
    large = std::min(large, next_ns(1'000'000));
  }
  const double ratio = std::max(large, medium) / small;
  rows.push_back({"finding the next run: 10k, 100k, 1M queued over 10,000 bindings",
                  fmt::format("{}, {}, {} ns: ratio {}", number(small), number(medium),
                              number(large), number(ratio, 2)),
                  "ratio 1.2", ratio <= 1.2});
  const std::int64_t runs = options.brief ? 200'000 : 1'000'000;
  Folder folder;
  const crypto::Sealer sealer(SecretText(std::string(32, 'k')));
  auto opened =
      sqlite::Connection::open(folder.path() + "/bench.db", sqlite::Connection::Mode::writer);
  BYTE8_CHECK(opened.ok());
  sqlite::SqliteDb db(*std::move(opened));
  tests::furnish(db.connection(), sealer, bindings, read_clocks());
  queue_runs(db.connection(), runs, bindings);
  tests::ToyProvider provider;
  const engine::Handlers handlers;
  const engine::Settings settings;
  Rng rng(1);
  engine::Engine engine(db, provider, sealer, handlers, settings, rng);
  const std::int64_t before = resident();
  const double from = now_s();
  BYTE8_CHECK(engine.start(read_clocks()).ok());
  const double took = now_s() - from;
  const double megabytes = static_cast<double>(resident() - before) / 1e6;
  const double scale = 1e6 / static_cast<double>(runs);
  rows.push_back({fmt::format("start with {} queued", runs), fmt::format("{} s", number(took, 2)),
                  "3 s for 1M", took * scale <= 3 * 1.5});
  rows.push_back({fmt::format("memory that {} queued runs take", runs),
                  fmt::format("{} MB", number(megabytes)), "256 MB for 1M",
                  megabytes * scale <= 256});
  return rows;
}

}  // namespace byte8::bench
