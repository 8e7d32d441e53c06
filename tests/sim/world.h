#pragma once
// A seeded world around the real core: fake clock, fake network, crashes. The core, the flows,
// `once`, the SQL and SQLite are the real ones; only time, chance and the wire are made up. Every
// failure prints its seed and its journey.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "engine/engine.h"
#include "sqlite/sqlite_db.h"
#include "sync/world.h"
#include "tests/sim/flaky_db.h"
#include "tests/support/toy_peers.h"

namespace byte8::tests {

// How unkind this world is; all per mille.
struct Weather {
  std::uint64_t lost_before = 0;    // the request never arrives
  std::uint64_t lost_after = 0;     // it is carried out, the answer is lost
  std::uint64_t late = 0;           // carried out after our time-out
  std::uint64_t broken = 0;         // 500, half of them after the commit
  std::uint64_t limited = 0;        // 429
  std::uint64_t refused_token = 0;  // 401
  std::uint64_t commits = 0;        // failed and unknown commits of our database
  std::uint64_t drops = 0;          // a run dropped at its await, each turn
  std::uint64_t kills = 0;          // the process killed, each turn
  std::uint64_t clock_steps = 0;    // the wall clock jumps
  std::uint64_t edits = 0;          // the document says something else at the second try
  bool deferred = false;            // the database answers only at the next pass
  bool idempotency = true;          // the ledger honours idempotency ids
  Millis search_lag = 0;

  static Weather calm() { return {}; }
};

struct SimOptions {
  std::uint64_t seed = 1;
  Weather weather;
  int documents = 200;
  int bindings = 4;
  bool grace_too_short = false;  // to see that the simulation can fail
  std::string poison;            // a statement that carries this text fails, always
};

class SimWorld {
 public:
  explicit SimWorld(SimOptions options);
  ~SimWorld();

  // Delivers the events under faults, then heals and runs until nothing is left to do. What went
  // wrong, as lines; empty when every document is in the ledger exactly once and every run has
  // ended.
  std::vector<std::string> run();
  const std::vector<std::string>& journey() const { return journey_; }
  std::size_t runs_ended() const { return runs_ended_; }
  // Runs by "status detail", and events the store gave up on.
  std::map<std::string, std::int64_t> ends() const;
  int dead_letters() const { return dead_letters_; }

 private:
  struct Event {
    Millis at;
    std::uint64_t serial;
    std::function<void()> happen;
    bool operator>(const Event& other) const {
      return at != other.at ? at > other.at : serial > other.serial;
    }
  };

  void set_up();
  void start_engine();
  void kill();
  void later(Millis delay, std::function<void()> happen);
  void turn();
  void release(engine::Turn turn);
  void send(engine::ActId act, http::Call call);
  void answer(engine::ActId act, http::Outcome outcome);
  http::Response carry_out(const http::Call& call);
  void deliver(std::int64_t document);
  void say(std::string line);
  bool quiet();
  Now now() const { return {.wall = boot_ + wall_ahead_, .boot = boot_}; }
  std::vector<std::string> judge();

  SimOptions options_;
  Weather weather_;
  Rng rng_;       // the world's chance
  Rng core_rng_;  // the core's
  Millis boot_ = 1'000'000;
  Millis wall_ahead_ = 1'795'000'000'000;  // 2026-11-18
  std::string path_;
  crypto::Sealer sealer_;
  std::unique_ptr<sqlite::SqliteDb> sqlite_;
  std::unique_ptr<FlakyDb> flaky_;
  std::unique_ptr<DeferredDb> deferred_;
  ToyProvider provider_;
  ToyShop shop_;
  ToyLedger ledger_;
  engine::Settings settings_;
  engine::Handlers handlers_;
  sync::WorldPtr flows_;
  std::unique_ptr<engine::Engine> engine_;
  std::uint64_t process_ = 0;  // answers to an earlier process find nobody
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t serial_ = 0;
  std::vector<engine::Input> inputs_;
  std::map<engine::RequestId, std::int64_t> delivering_;
  engine::RequestId last_request_ = 0;
  Millis due_ = 0;
  bool more_ = false;
  int undelivered_ = 0;
  std::map<std::int64_t, std::int64_t> editions_;
  std::vector<std::string> journey_;
  std::size_t runs_ended_ = 0;
  int dead_letters_ = 0;
};

}  // namespace byte8::tests
