// Whole runs through the real core, flows and SQLite (synchronous=FULL), with toy peers that answer
// in the next turn. No HTTP, budgets off.

#include <fmt/format.h>

#include "custody/custody.h"
#include "engine/engine.h"
#include "sqlite/sqlite_db.h"
#include "sync/intake.h"
#include "sync/register.h"
#include "tests/bench/bench.h"
#include "tests/support/toy_house.h"
#include "tests/support/toy_peers.h"

namespace byte8::bench {
namespace {

constexpr int bindings = 512;
// The toy store's buyers repeat with this period of ids: a step of it is the same buyer again.
constexpr std::int64_t same_buyer = std::int64_t{3} * 97 * 89;

class House {
 public:
  explicit House(std::int64_t step)
      : step_(step), sealer_(SecretText(std::string(32, 'k'))), rng_(1), ledger_(true) {
    auto opened =
        sqlite::Connection::open(folder_.path() + "/bench.db", sqlite::Connection::Mode::writer);
    BYTE8_CHECK(opened.ok());
    db_ = std::make_unique<sqlite::SqliteDb>(*std::move(opened));
    tests::furnish(db_->connection(), sealer_, bindings, read_clocks());
    settings_.ledger_per_minute = 0;
    settings_.application_per_second = 0;
    settings_.application_concurrency = 4096;
    sync::register_handlers(handlers_, std::make_shared<sync::World>(shop_));
    custody::register_handlers(handlers_);
    engine_ =
        std::make_unique<engine::Engine>(*db_, provider_, sealer_, handlers_, settings_, rng_);
    BYTE8_CHECK(engine_->start(read_clocks()).ok());
  }

  // Until so many runs have ended.
  void run(int documents) {
    for (int i = 0; i < documents; ++i) inputs_.push_back(event(last_document_++));
    std::size_t told = 0;
    while (told < static_cast<std::size_t>(documents)) {
      engine::Turn turn = engine_->turn(read_clocks(), take());
      db_->tend();
      for (engine::Effect& effect : turn.effects) {
        auto* send = std::get_if<engine::Send>(&effect);
        if (send == nullptr) continue;
        if (send->call.url.ends_with("sync-state")) ++told;
        answer(*send);
      }
    }
  }

 private:
  engine::Input event(std::int64_t n) {
    const std::string id = std::to_string(1 + n % bindings + step_ * (n / bindings));
    auto decoded = sync::decode_event(
        "invoice.created", "invoice.created:" + id,
        R"({"magento_entity_id":)" + id +
            R"(,"website_id":1,"store_id":1,"occurred_at":"2026-11-24T09:00:00Z","payload":{}})");
    BYTE8_CHECK(decoded.ok());
    decoded->account_id = tests::toy_account;
    decoded->store_id = tests::toy_first_store + n % bindings;
    return engine::Command{
        .kind = "intake",
        .payload = std::make_shared<const sync::IntakePayload>(*std::move(decoded))};
  }

  // As the edge does: intakes and answers share a turn.
  std::vector<engine::Input> take() {
    const std::size_t count = std::min(inputs_.size(), limits::turn_inputs / 2);
    std::vector<engine::Input> taken = std::move(answers_);
    answers_.clear();
    for (std::size_t i = 0; i < count; ++i) taken.push_back(std::move(inputs_[i]));
    inputs_.erase(inputs_.begin(), inputs_.begin() + static_cast<std::ptrdiff_t>(count));
    return taken;
  }

  void answer(const engine::Send& send) {
    auto outcome = std::make_shared<http::Outcome>();
    outcome->sent = true;
    outcome->response = send.call.url.starts_with("toy://ledger/")
                            ? ledger_.serve(send.call, 0)
                            : tests::serve_shop(send.call, 0);
    answers_.emplace_back(engine::Answer{.act = send.act, .outcome = std::move(outcome)});
  }

  std::int64_t step_;  // from one document of a store to its next
  Folder folder_;
  crypto::Sealer sealer_;
  Rng rng_;
  std::unique_ptr<sqlite::SqliteDb> db_;
  tests::ToyProvider provider_;
  tests::ToyShop shop_;
  tests::ToyLedger ledger_;
  engine::Settings settings_;
  engine::Handlers handlers_;
  std::unique_ptr<engine::Engine> engine_;
  std::deque<engine::Input> inputs_;
  std::vector<engine::Input> answers_;
  std::int64_t last_document_ = 0;
};

struct Best {
  double a_second = 0;
  double cpu_us = 1e9;
};

Best measure(std::int64_t step, int documents) {
  Best best;
  for (int round = 0; round < 3; ++round) {
    House house(step);
    house.run(2'048);
    const double from = now_s();
    const double cpu = cpu_s();
    house.run(documents);
    best.a_second = std::max(best.a_second, documents / (now_s() - from));
    best.cpu_us = std::min(best.cpu_us, (cpu_s() - cpu) / documents * 1e6);
  }
  return best;
}

}  // namespace

std::vector<Row> bench_engine(const Options& options) {
  const int documents = options.brief ? 5'120 : 20'480;
  const Best known = measure(same_buyer, documents);
  const Best fresh = measure(bindings, documents);
  // The gate of the issue is 10,000 runs/s and 80 µs of CPU; what holds on any noisy machine in
  // ctest is a tenth of it, so that only a real regression stops a landing.
  return {{"whole runs a second, 512 bindings, peers in process",
           fmt::format("{} runs/s", number(known.a_second)), "1,000 (goal 10,000)",
           known.a_second >= 1'000},
          {"CPU of one run, core and peers", fmt::format("{} µs", number(known.cpu_us)),
           "800 µs (goal 80 µs)", known.cpu_us <= 800},
          {"the same when every buyer is new: two postings a run",
           fmt::format("{} runs/s, {} µs", number(fresh.a_second), number(fresh.cpu_us)), "500",
           fresh.a_second >= 500}};
}

}  // namespace byte8::bench
