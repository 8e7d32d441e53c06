// Durable 202s: the real server, JWT checked, SQLite with synchronous=FULL, against the raw rate of
// the very same transaction (a look for the key, the event, the run; 64 a commit) in interleaved
// rounds.

#include <fmt/format.h>

#include <algorithm>

#include "app/runtime.h"
#include "base/crypto.h"
#include "magento/jwt.h"
#include "sqlite/sqlite_db.h"
#include "store/ids.h"
#include "store/runs.h"
#include "sync/intake.h"
#include "tests/bench/bench.h"
#include "tests/bench/furnished.h"
#include "tests/bench/load.h"
#include "tests/bench/webhooks.h"
#include "tests/support/toy_house.h"

namespace byte8::bench {
namespace {

constexpr int connections = 64;

double raw_rate(double seconds) {
  Folder folder;
  const crypto::Sealer sealer(SecretText(std::string(32, 'k')));
  auto opened =
      sqlite::Connection::open(folder.path() + "/raw.db", sqlite::Connection::Mode::writer);
  BYTE8_CHECK(opened.ok());
  sqlite::SqliteDb db(*std::move(opened));
  tests::furnish(db.connection(), sealer, 1, read_clocks());
  store::IdMaker ids;
  std::int64_t written = 0;
  const double from = now_s();
  while (now_s() - from < seconds) {
    BYTE8_CHECK(db.begin().ok());
    for (int i = 0; i < 64; ++i) {
      const std::int64_t id = ++written;
      auto event = sync::decode_event("invoice.created", "invoice.created:" + std::to_string(id),
                                      event_body(id));
      store::RunRow run;
      run.account_id = tests::toy_account;
      run.id = ids.next(read_clocks().wall);
      run.binding_id = tests::toy_first_binding;
      run.store_id = tests::toy_first_store;
      run.event = event->event;
      run.entity_kind = event->entity_kind;
      run.magento_id = id;
      run.magento_reference = event->increment_id;
      run.payload = event->payload;
      run.occurred_at = event->occurred_at;
      run.policy_version = 1;
      const port::Ticket asked =
          db.ask(0, store::runs::find_event(run.account_id, run.store_id, event->idempotency_key));
      BYTE8_CHECK(db.take(asked).has_value());
      db.write(0, store::runs::put_event({.account_id = run.account_id,
                                          .store_id = run.store_id,
                                          .idempotency_key = event->idempotency_key,
                                          .body_hash = event->body_hash,
                                          .run_id = run.id}));
      db.write(0, store::runs::insert(run));
    }
    BYTE8_CHECK(db.commit().ok());
    db.tend();
  }
  return static_cast<double>(written) / (now_s() - from);
}

}  // namespace

std::vector<Row> bench_ingest(const Options& options) {
  const int rounds = options.brief ? 3 : 5;
  const double seconds = options.brief ? 1 : 3;
  Folder folder;
  const app::Config config = config_of(lonely_flags(folder.path() + "/data"));
  furnish_paused(config, 1);
  auto chassis = app::Runtime::start(config);
  BYTE8_CHECK(chassis.ok());
  Webhooks webhooks("tenant-0", magento::outbound_subkey("key"));
  std::int64_t last = 0;
  std::vector<double> shares;
  std::vector<double> rates;
  std::vector<double> p99;
  std::int64_t refused = 0;
  for (int i = 0; i < rounds; ++i) {
    const double raw = raw_rate(seconds);
    const Load got =
        load((*chassis)->port(), connections, seconds, [&] { return webhooks.created(++last); });
    shares.push_back(got.rate / raw);
    rates.push_back(got.rate);
    p99.push_back(got.p99_ms);
    refused += got.refused;
  }
  BYTE8_CHECK((*chassis)->stop().ok());
  for (auto* values : {&shares, &rates, &p99}) std::sort(values->begin(), values->end());
  const auto middle = static_cast<std::size_t>(rounds / 2);
  return {
      {"ingest: durable 202s, 64 connections, share of the raw rate",
       fmt::format("{} ({} a second)", number(shares[middle], 2), number(rates[middle])),
       "0.25 (goal 0.75)", shares[middle] >= 0.25 && refused == 0},
      {"ingest: p99", fmt::format("{} ms", number(p99[middle], 1)), "reported (goal 25 ms)", true}};
}

}  // namespace byte8::bench
