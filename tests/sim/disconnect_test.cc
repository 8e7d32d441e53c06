// Disconnecting in the middle of work, at every turn of it, from each side and from two sides at
// the same moment: after the commit nothing leaves for that binding but the revocation, what was
// under way is recorded when its answer comes, one entry in the audit trail, the same end. S1, S4,
// S11, S17.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "custody/custody.h"
#include "engine/engine.h"
#include "lifecycle/revoke.h"
#include "sqlite/sqlite_db.h"
#include "sync/intake.h"
#include "sync/register.h"
#include "tests/support/toy_house.h"
#include "tests/support/toy_peers.h"

namespace byte8::tests {
namespace {

constexpr int documents = 6;
constexpr Millis day = 86'400'000;

enum class Side : std::uint8_t { none, magento, dashboard, reconciliation };
constexpr std::array<Side, 3> sides = {Side::magento, Side::dashboard, Side::reconciliation};

std::string_view reason_of(Side side) {
  if (side == Side::magento) return "disconnected_in_magento";
  return side == Side::dashboard ? "disconnected_in_dashboard" : "store_rejected_key";
}

struct Disconnect : engine::Payload {
  Side side = Side::none;
};

Task<http::Response> disconnect(engine::Ctx ctx, std::shared_ptr<const engine::Payload> payload) {
  const Side side = std::static_pointer_cast<const Disconnect>(payload)->side;
  const std::string reason(reason_of(side));
  if (side == Side::dashboard) {
    static_cast<void>(co_await lifecycle::revoke(ctx, toy_first_binding, reason, "somebody"));
  } else {
    co_await lifecycle::revoke_store(ctx, toy_first_store, reason, "the store");
  }
  co_return http::Response{.status = 200};
}

// When what happens.
struct Plan {
  int at = 0;  // before which turn
  Side first = Side::none;
  Side second = Side::none;
  int second_after = 0;  // turns later: 0 is the same moment
  bool drops = false;    // a run is dropped at its await just before
  bool kills = false;    // the process ends right after the commit
};

// A database with one live binding, made once and copied for every play: migrating takes longer
// than playing.
class Template {
 public:
  Template()
      : path_((std::filesystem::temp_directory_path() /
               fmt::format("byte8-disconnect-{}-template.db", ::getpid()))
                  .string()) {
    std::filesystem::remove(path_);
    auto opened = sqlite::Connection::open(path_, sqlite::Connection::Mode::writer);
    BYTE8_CHECK(opened.ok());
    const crypto::Sealer sealer(SecretText(std::string(32, 'k')));
    furnish(**opened, sealer, 1, {.wall = 1'795'000'001'000, .boot = 1'000});
    BYTE8_CHECK((*opened)->checkpoint(true).ok());
  }
  ~Template() { std::filesystem::remove(path_); }
  Template(const Template&) = delete;
  Template& operator=(const Template&) = delete;

  static const std::string& path() {
    static const Template made;
    return made.path_;
  }

 private:
  std::string path_;
};

class Stage {
 public:
  explicit Stage(Plan plan)
      : plan_(plan),
        path_((std::filesystem::temp_directory_path() /
               fmt::format("byte8-disconnect-{}.db", ::getpid()))
                  .string()),
        sealer_(SecretText(std::string(32, 'k'))),
        rng_(7),
        ledger_(true) {
    std::filesystem::copy_file(Template::path(), path_,
                               std::filesystem::copy_options::overwrite_existing);
    auto opened = sqlite::Connection::open(path_, sqlite::Connection::Mode::writer);
    BYTE8_CHECK(opened.ok());
    db_ = std::make_unique<sqlite::SqliteDb>(*std::move(opened));
    BYTE8_CHECK(db_->connection().execute("PRAGMA synchronous=OFF").ok());
    settings_.ledger_per_minute = 0;
    settings_.application_per_second = 0;
    start();
  }
  ~Stage() {
    engine_.reset();
    db_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
  }

  // How many turns it took; what went wrong is in `wrong`.
  int play() {
    for (int i = 1; i <= documents; ++i) deliver(i);
    int turns = 0;
    for (; turns < 400; ++turns) {
      step(turns);
      if (!wait_for_something()) break;
    }
    return turns;
  }

  std::int64_t count(const std::string& sql) {
    const port::Sql text{"count", sql};
    // A fresh text each time: a statement is known by the address of its Sql.
    auto rows = sqlite::Connection::open(path_, sqlite::Connection::Mode::reader);
    BYTE8_CHECK(rows.ok());
    auto answer = (*rows)->run({&text, {}});
    BYTE8_CHECK(answer.ok());
    return answer->only().integer(0);
  }
  std::int64_t invoices_in_ledger() const {
    return std::ranges::count(ledger_.records(), "sales_invoice", &model::LedgerRecord::kind);
  }
  std::int64_t records_in_ledger() const {
    return static_cast<std::int64_t>(ledger_.records().size());
  }

  std::vector<std::string> wrong;

 private:
  struct Coming {
    Millis at;
    engine::ActId act;
    http::Outcome outcome;
  };

  Now now() const { return {.wall = 1'795'000'000'000 + boot_, .boot = boot_}; }

  void start() {
    handlers_ = {};
    sync::register_handlers(handlers_, std::make_shared<sync::World>(shop_));
    custody::register_handlers(handlers_);
    handlers_.commands["disconnect"] = disconnect;
    engine_ =
        std::make_unique<engine::Engine>(*db_, provider_, sealer_, handlers_, settings_, rng_);
    BYTE8_CHECK(engine_->start(now()).ok());
    more_ = true;
  }

  void deliver(std::int64_t document) {
    auto event =
        sync::decode_event("invoice.created", "invoice.created:" + std::to_string(document),
                           fmt::format(R"({{"magento_entity_id":{},"website_id":1,"store_id":1,)"
                                       R"("occurred_at":"2026-11-24T09:00:00Z","payload":{{}}}})",
                                       document));
    BYTE8_CHECK(event.ok());
    event->account_id = toy_account;
    event->store_id = toy_first_store;
    inputs_.emplace_back(
        engine::Command{.kind = "intake",
                        .payload = std::make_shared<const sync::IntakePayload>(*std::move(event))});
  }

  void ask_to_disconnect(Side side) {
    if (side == Side::none) return;
    auto payload = std::make_shared<Disconnect>();
    payload->side = side;
    inputs_.emplace_back(engine::Command{.kind = "disconnect", .payload = std::move(payload)});
  }

  void step(int turn) {
    if (turn == plan_.at) ask_to_disconnect(plan_.first);
    if (turn == plan_.at + plan_.second_after) ask_to_disconnect(plan_.second);
    if (turn == plan_.at && plan_.drops) {
      const auto runs = engine_->core().run_strands();
      if (!runs.empty()) engine_->core().drop(runs.front());
    }
    engine::Turn done = engine_->turn(now(), std::exchange(inputs_, {}));
    more_ = done.more;
    due_ = done.next_due_boot;
    const bool was_revoked = revoked_;
    revoked_ = !engine_->core().directory().binding(toy_first_binding)->live();
    release(std::move(done));
    if (plan_.kills && revoked_ && !was_revoked) {
      engine_.reset();
      coming_.clear();
      start();
    }
  }

  void release(engine::Turn done) {
    std::set<engine::ActId> taken_back;
    for (const engine::Effect& effect : done.effects) {
      if (const auto* cancel = std::get_if<engine::Cancel>(&effect)) taken_back.insert(cancel->act);
    }
    for (engine::Effect& effect : done.effects) {
      auto* send = std::get_if<engine::Send>(&effect);
      if (send == nullptr) continue;
      if (taken_back.contains(send->act)) {
        http::Outcome unsent;
        unsent.failure = http::Failure::unsent;
        coming_.push_back({boot_ + 1, send->act, unsent});
        continue;
      }
      const bool revocation = send->call.url == toy_revoke_url;
      if (revoked_ && !revocation) wrong.push_back("left after the commit: " + send->call.url);
      http::Outcome outcome;
      outcome.sent = true;
      if (revocation) {
        outcome.response.status = 200;
      } else if (send->call.url.starts_with("toy://ledger/")) {
        outcome.response = ledger_.serve(send->call, boot_);
      } else {
        outcome.response = serve_shop(send->call, 0);
      }
      // Answers take their time: turns of other work lie between.
      coming_.push_back(
          {boot_ + 5 + static_cast<Millis>(send->act % 7) * 3, send->act, std::move(outcome)});
    }
  }

  // Advances the clock to what is next; false when nothing is.
  bool wait_for_something() {
    if (more_ || !inputs_.empty()) return true;
    Millis next = due_ != 0 && due_ < boot_ + day ? due_ : 0;
    for (const Coming& one : coming_) next = next == 0 ? one.at : std::min(next, one.at);
    if (coming_.empty() && revoked_ &&
        count("SELECT COUNT(*) FROM revocation WHERE state = "
              "'pending'") == 0) {
      return false;
    }
    if (coming_.empty() && !revoked_ &&
        count("SELECT COUNT(*) FROM run WHERE finished_at IS NULL") == 0 &&
        count("SELECT COUNT(*) FROM report WHERE version > sent_version") == 0) {
      return false;
    }
    if (next == 0) return false;
    boot_ = std::max(boot_, next);
    for (auto one = coming_.begin(); one != coming_.end();) {
      if (one->at > boot_) {
        ++one;
        continue;
      }
      inputs_.emplace_back(engine::Answer{
          .act = one->act,
          .outcome = std::make_shared<const http::Outcome>(std::move(one->outcome))});
      one = coming_.erase(one);
    }
    return true;
  }

  Plan plan_;
  std::string path_;
  crypto::Sealer sealer_;
  Rng rng_;
  Millis boot_ = 1'000;
  std::unique_ptr<sqlite::SqliteDb> db_;
  ToyProvider provider_;
  ToyShop shop_;
  ToyLedger ledger_;
  engine::Settings settings_;
  engine::Handlers handlers_;
  std::unique_ptr<engine::Engine> engine_;
  std::vector<engine::Input> inputs_;
  std::vector<Coming> coming_;
  bool more_ = true;
  bool revoked_ = false;
  Millis due_ = 0;
};

std::string text(const Plan& plan) {
  return fmt::format("before turn {}: {}, {} turns later {}{}{}", plan.at, reason_of(plan.first),
                     plan.second_after,
                     plan.second == Side::none ? "nobody" : reason_of(plan.second),
                     plan.drops ? ", a run dropped" : "", plan.kills ? ", then killed" : "");
}

void play_and_judge(const Plan& plan) {
  SCOPED_TRACE(text(plan));
  Stage stage(plan);
  stage.play();
  for (const std::string& line : stage.wrong) ADD_FAILURE() << line;
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM audit WHERE action = 'binding.revoked'"), 1);
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM binding WHERE status = 'revoked'"), 1);
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM oauth_tokens"), 0);
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM run WHERE finished_at IS NULL"), 0);
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM run WHERE status NOT IN ('succeeded', 'cancelled')"),
            0);
  if (plan.kills) return;
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM posting WHERE state = 'acted' AND doubted = 0"), 0)
      << "an answer that came was not settled";
  EXPECT_EQ(stage.count("SELECT COUNT(*) FROM entity_xref WHERE kind = 'sales_invoice'"),
            stage.invoices_in_ledger())
      << "what Sage has is known";
}

// How many turns the work takes when nobody disconnects.
int turns_of_work() {
  Stage stage({.at = -1});
  const int turns = stage.play();
  EXPECT_EQ(stage.invoices_in_ledger(), documents);
  return turns;
}

TEST(DisconnectAtEveryTurn, S1_from_each_side_and_from_two_at_once) {
  const int turns = turns_of_work();
  ASSERT_GT(turns, 10);
  for (int at = 0; at <= turns; ++at) {
    for (const Side first : sides) {
      play_and_judge({.at = at, .first = first});
      for (const Side second : sides) {
        for (const int after : {0, 1}) {
          play_and_judge({.at = at, .first = first, .second = second, .second_after = after});
        }
      }
    }
  }
}

TEST(DisconnectAtEveryTurn, S4_with_a_run_dropped_and_with_the_process_killed) {
  const int turns = turns_of_work();
  for (int at = 0; at <= turns; ++at) {
    for (const Side first : sides) {
      play_and_judge({.at = at, .first = first, .drops = true});
      play_and_judge({.at = at, .first = first, .kills = true});
    }
  }
}

}  // namespace
}  // namespace byte8::tests
