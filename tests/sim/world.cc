#include "tests/sim/world.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "custody/custody.h"
#include "sync/intake.h"
#include "sync/register.h"
#include "tests/support/toy_house.h"

namespace byte8::tests {
namespace {

constexpr std::size_t journey_kept = 400;

http::Outcome failed(http::Failure failure, bool sent) {
  http::Outcome outcome;
  outcome.failure = failure;
  outcome.sent = sent;
  return outcome;
}

http::Outcome status(int code) {
  http::Outcome outcome;
  outcome.sent = true;
  outcome.response.status = code;
  return outcome;
}

}  // namespace

SimWorld::SimWorld(SimOptions options)
    : options_(std::move(options)),
      weather_(options_.weather),
      rng_(options_.seed),
      core_rng_(options_.seed ^ 0x5eedU),
      path_((std::filesystem::temp_directory_path() / ("byte8-sim-" + std::to_string(::getpid()) +
                                                       "-" + std::to_string(options_.seed) + ".db"))
                .string()),
      sealer_(SecretText(std::string(32, 'k'))),
      ledger_(options_.weather.idempotency) {
  settings_.ledger_per_minute = 0;
  settings_.application_per_second = 0;
  settings_.application_concurrency = 4096;
  if (options_.grace_too_short) settings_.late_commit_max = 0;
  ledger_.set_search_lag(weather_.search_lag);
  set_up();
  start_engine();
}

SimWorld::~SimWorld() {
  engine_.reset();
  sqlite_.reset();
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
}

void SimWorld::set_up() {
  std::filesystem::remove(path_);
  auto opened = sqlite::Connection::open(path_, sqlite::Connection::Mode::writer);
  BYTE8_CHECK(opened.ok());
  sqlite_ = std::make_unique<sqlite::SqliteDb>(*std::move(opened));
  // What is tested here is the logic above the commit; nothing pulls the plug of the machine.
  BYTE8_CHECK(sqlite_->connection().execute("PRAGMA synchronous=OFF").ok());
  flaky_ = std::make_unique<FlakyDb>(*sqlite_, rng_);
  deferred_ = std::make_unique<DeferredDb>(*flaky_);
  flaky_->poison(options_.poison);
  furnish(sqlite_->connection(), sealer_, options_.bindings, now());
}

void SimWorld::start_engine() {
  handlers_ = {};
  flows_ = std::make_shared<sync::World>(shop_);
  sync::register_handlers(handlers_, flows_);
  custody::register_handlers(handlers_);
  port::Db& db = weather_.deferred ? static_cast<port::Db&>(*deferred_) : *flaky_;
  engine_ =
      std::make_unique<engine::Engine>(db, provider_, sealer_, handlers_, settings_, core_rng_);
  // A process that cannot open its database ends; the one that starts is the one that could.
  flaky_->set_failures(0);
  const Status started = engine_->start(now());
  BYTE8_CHECK(started.ok());
  more_ = true;
}

void SimWorld::say(std::string line) {
  journey_.push_back("at " + std::to_string(boot_ - 1'000'000) + " ms  " + std::move(line));
  if (journey_.size() > journey_kept) {
    journey_.erase(journey_.begin(), journey_.begin() + journey_kept / 2);
  }
}

void SimWorld::later(Millis delay, std::function<void()> happen) {
  events_.push({.at = boot_ + delay, .serial = ++serial_, .happen = std::move(happen)});
}

// kill -9: everything in memory is gone; what was on its way out stays on its way.
void SimWorld::kill() {
  say("kill");
  ++process_;
  engine_.reset();
  inputs_.clear();
  // The store saw its connection close and will deliver again.
  for (const auto& [request, document] : delivering_) {
    later(1'000, [this, document] { deliver(document); });
  }
  delivering_.clear();
  flaky_->rollback();
  start_engine();
}

void SimWorld::deliver(std::int64_t document) {
  const std::string key = "invoice.created:" + std::to_string(document);
  const std::string body = R"({"magento_entity_id":)" + std::to_string(document) +
                           R"(,"website_id":1,"store_id":1,"occurred_at":"2026-11-24T09:00:00Z",)" +
                           R"("payload":{"increment_id":")" +
                           std::to_string(100'000'000 + document) + R"(","paid":true}})";
  auto event = sync::decode_event("invoice.created", key, body);
  BYTE8_CHECK(event.ok());
  event->account_id = toy_account;
  event->store_id = toy_first_store + document % options_.bindings;
  const engine::RequestId request = ++last_request_;
  delivering_[request] = document;
  inputs_.emplace_back(
      engine::Command{.reply = request,
                      .kind = "intake",
                      .payload = std::make_shared<const sync::IntakePayload>(*std::move(event))});
}

http::Response SimWorld::carry_out(const http::Call& call) {
  if (call.url.starts_with("toy://ledger/")) return ledger_.serve(call, boot_);
  std::int64_t edition = 0;
  const std::size_t at = call.url.find("invoice/");
  if (at != std::string::npos) {
    std::int64_t& known = editions_[std::stoll(call.url.substr(at + 8))];
    if (rng_.chance(weather_.edits)) ++known;
    edition = known;
  }
  return serve_shop(call, edition);
}

void SimWorld::answer(engine::ActId act, http::Outcome outcome) {
  inputs_.emplace_back(engine::Answer{
      .act = act, .outcome = std::make_shared<const http::Outcome>(std::move(outcome))});
}

void SimWorld::send(engine::ActId act, http::Call call) {
  const std::uint64_t process = process_;
  auto reply = [this, act, process](Millis delay, http::Outcome outcome) {
    later(delay, [this, act, process, outcome = std::move(outcome)] {
      if (process == process_) answer(act, outcome);
    });
  };
  const auto there = static_cast<Millis>(1 + rng_.below(30));
  const auto back = static_cast<Millis>(1 + rng_.below(30));
  const std::string what = call.method + " " + call.url;
  const Millis timeout = settings_.request_timeout;
  if (rng_.chance(weather_.limited)) return reply(there + back, status(429));
  if (rng_.chance(weather_.refused_token) && call.url.starts_with("toy://ledger/") &&
      !call.url.ends_with("token")) {
    return reply(there + back, status(401));
  }
  if (rng_.chance(weather_.lost_before)) {
    say("lost on the way there: " + what);
    const bool silent = rng_.chance(500);
    return reply(silent ? timeout : there,
                 failed(silent ? http::Failure::timeout : http::Failure::cut, true));
  }
  if (rng_.chance(weather_.lost_after)) {
    say("carried out, answer lost: " + what);
    later(there, [this, call] { static_cast<void>(carry_out(call)); });
    return reply(there + back, failed(http::Failure::cut, true));
  }
  if (rng_.chance(weather_.late)) {
    // As late as we promise to survive: the grace counts on it.
    const Millis when = timeout + static_cast<Millis>(rng_.below(limits::late_commit_max));
    say("carried out late: " + what);
    later(when, [this, call] { static_cast<void>(carry_out(call)); });
    return reply(timeout, failed(http::Failure::timeout, true));
  }
  if (rng_.chance(weather_.broken)) {
    const bool after = rng_.chance(500);
    say(std::string("500 ") + (after ? "after" : "before") + " the commit: " + what);
    if (after) later(there, [this, call] { static_cast<void>(carry_out(call)); });
    return reply(there + back, status(500));
  }
  later(there, [this, act, process, back, call] {
    http::Outcome outcome;
    outcome.sent = true;
    outcome.response = carry_out(call);
    later(back, [this, act, process, outcome = std::move(outcome)] {
      if (process == process_) answer(act, outcome);
    });
  });
}

void SimWorld::release(engine::Turn done) {
  for (engine::Effect& effect : done.effects) {
    if (auto* out = std::get_if<engine::Send>(&effect)) {
      send(out->act, std::move(out->call));
    } else if (auto* reply = std::get_if<engine::Reply>(&effect)) {
      auto found = delivering_.find(reply->request);
      if (found == delivering_.end()) continue;
      const std::int64_t document = found->second;
      delivering_.erase(found);
      if (reply->response.status == 202) {
        --undelivered_;
      } else if (reply->response.status < 500) {
        // A 4xx is for ever.
        --undelivered_;
        ++dead_letters_;
      } else {
        // As a store does: anything but a success is tried again.
        later(60'000, [this, document] { deliver(document); });
      }
    }
  }
}

void SimWorld::turn() {
  if (rng_.chance(weather_.kills)) return kill();
  flaky_->set_failures(weather_.commits);
  engine::Turn done = engine_->turn(now(), std::exchange(inputs_, {}));
  more_ = done.more;
  due_ = done.next_due_boot;
  release(std::move(done));
  if (rng_.chance(weather_.drops)) {
    const std::vector<engine::StrandId> runs = engine_->core().run_strands();
    if (!runs.empty()) {
      engine_->core().drop(runs[rng_.below(runs.size())]);
      more_ = true;
    }
  }
  if (rng_.chance(weather_.clock_steps)) {
    wall_ahead_ += static_cast<Millis>(rng_.below(7'200'000)) - 3'600'000;
  }
}

bool SimWorld::quiet() {
  if (!events_.empty() || !inputs_.empty() || more_ || undelivered_ != 0) return false;
  static const port::Sql open{"sim_open",
                              "SELECT (SELECT COUNT(*) FROM run WHERE finished_at IS NULL) + "
                              "(SELECT COUNT(*) FROM report WHERE version > sent_version)"};
  auto rows = sqlite_->connection().run({&open, {}});
  BYTE8_CHECK(rows.ok());
  return rows->only().integer(0) == 0;
}

std::vector<std::string> SimWorld::run() {
  undelivered_ = options_.documents;
  for (int i = 1; i <= options_.documents; ++i) {
    later(static_cast<Millis>(rng_.below(60'000)), [this, i] { deliver(i); });
  }
  const Millis heal_at = boot_ + 600'000;
  const Millis end = boot_ + Millis{20} * 86'400'000;
  while (!quiet() && boot_ < end) {
    if (boot_ >= heal_at) {
      const Weather was = weather_;
      weather_ = Weather::calm();
      weather_.deferred = was.deferred;
      weather_.idempotency = was.idempotency;
    }
    const bool now_due = more_ || !inputs_.empty() || (due_ != 0 && due_ <= boot_);
    if (now_due) {
      turn();
      continue;
    }
    Millis next = events_.empty() ? end : events_.top().at;
    if (due_ != 0) next = std::min(next, due_);
    boot_ = std::max(boot_, next);
    while (!events_.empty() && events_.top().at <= boot_) {
      auto happen = events_.top().happen;
      events_.pop();
      happen();
    }
  }
  return judge();
}

// Safety: nothing twice, nothing wrong. Liveness: everything there, every run ended.
std::vector<std::string> SimWorld::judge() {
  std::vector<std::string> wrong;
  std::map<std::string, int> invoices;
  for (const model::LedgerRecord& record : ledger_.records()) {
    if (record.kind == "sales_invoice") ++invoices[record.reference];
  }
  for (int i = 1; i <= options_.documents; ++i) {
    const std::string reference = std::to_string(100'000'000 + i);
    const int count = invoices[reference];
    if (count != 1) {
      wrong.push_back("document " + reference + " is in the ledger " + std::to_string(count) +
                      " times");
    }
  }
  for (const auto& [end, count] : ends()) {
    runs_ended_ += static_cast<std::size_t>(count);
    if (end == "succeeded ") continue;
    wrong.push_back(std::to_string(count) + " runs ended " + end);
  }
  return wrong;
}

std::map<std::string, std::int64_t> SimWorld::ends() const {
  static const port::Sql sql{"sim_ends",
                             "SELECT status, COALESCE(detail_code, ''), COUNT(*) FROM run "
                             "GROUP BY status, detail_code"};
  auto rows = sqlite_->connection().run({&sql, {}});
  BYTE8_CHECK(rows.ok());
  std::map<std::string, std::int64_t> found;
  for (const port::Row& row : rows->rows) found[row.text(0) + " " + row.text(1)] = row.integer(2);
  return found;
}

}  // namespace byte8::tests
