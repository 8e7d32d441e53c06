#include "app/demo.h"

#include <fmt/format.h>

#include <cstdio>
#include <set>

#include "app/comparison.h"
#include "app/exit_code.h"
#include "app/pace.h"
#include "app/stage.h"
#include "base/log.h"

namespace byte8::app {
namespace {

constexpr Millis first_patience = 60'000;
constexpr Millis order_every = 4'000;
constexpr Millis look_every = 500;
constexpr Millis settle_patience = 300'000;
constexpr int pages_max = 1'000;

void say(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

json::Array items_of(const json::Value& value, std::string_view name) {
  const json::Value* items = value.find(name);
  return items != nullptr && items->is_array() ? items->array() : json::Array();
}

Status order(Stage& stage, std::int64_t count) {
  auto placed =
      stage.web().post(stage.store() + "/__shop/orders", json::object({{"count", count}}));
  if (!placed) return placed.error();
  // The store's cron would come within a second by itself.
  auto ticked = stage.web().post(stage.store() + "/__shop/tick", json::object({}));
  return ticked ? Status() : ticked.error();
}

// Newest first, all pages.
Result<json::Array> all_runs(Stage& stage) {
  json::Array runs;
  std::string cursor;
  for (int page = 0; page < pages_max; ++page) {
    auto answer =
        stage.setup().get("/v1/runs?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!answer) return answer.error();
    for (json::Value& run : items_of(*answer, "items")) runs.push_back(std::move(run));
    cursor = answer->text_or("next_cursor");
    if (cursor.empty()) break;
  }
  return runs;
}

// ---- the stream ---------------------------------------------------------------------------------

class Stream {
 public:
  Stream(Stage& stage, Pace& pace) : stage_(stage), pace_(pace) {}

  Status run() {
    const Millis began = read_clocks().boot;
    if (Status placed = order(stage_, 1); !placed) return placed;
    Status first = pace_.until("the first invoice in Sage", first_patience,
                               [this]() -> Result<bool> { return look(); });
    if (!first) return first;
    say(fmt::format("the first invoice is in Sage as {} ({} ms after the order)", first_number_,
                    read_clocks().boot - began));
    say("an example order every few seconds from now on; Ctrl-C ends everything");
    Millis next_order = read_clocks().boot + order_every;
    while (pace_.wait(look_every)) {
      if (Status alive = stage_.all_alive(); !alive) return alive;
      if (read_clocks().boot >= next_order) {
        if (Status placed = order(stage_, 1); !placed) return placed;
        next_order = read_clocks().boot + order_every;
      }
      if (auto looked = look(); !looked) return looked.error();
    }
    return {};
  }

 private:
  // Tells what came to an end since the last look; true once something is in Sage.
  Result<bool> look() {
    if (Status alive = stage_.all_alive(); !alive) return alive.error();
    auto answer = stage_.setup().get("/v1/runs?limit=50");
    if (!answer) return answer.error();
    json::Array runs = items_of(*answer, "items");
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) tell(*run);
    return !first_number_.empty();
  }

  void tell(const json::Value& run) {
    const std::string status = run.text_or("status");
    if (status == "queued" || status == "running" || told_.contains(run.text_or("id"))) return;
    if (run.text_or("event") != "invoice.created") return;
    told_.insert(run.text_or("id"));
    const json::Value* provider = run.find("provider");
    const std::string number = provider == nullptr ? "" : provider->text_or("reference");
    if (status == "succeeded" && first_number_.empty()) first_number_ = number;
    say(fmt::format("invoice {} {} {}", run.text_or("magento_reference"), status, number));
  }

  Stage& stage_;
  Pace& pace_;
  std::string first_number_;
  std::set<std::string> told_;
};

// ---- once ---------------------------------------------------------------------------------------

class Once {
 public:
  Once(Stage& stage, Pace& pace, std::int64_t orders)
      : stage_(stage), pace_(pace), orders_(orders) {}

  Status run() {
    if (Status placed = order(stage_, orders_); !placed) return placed;
    say(fmt::format("placed {} example orders", orders_));
    if (stage_.has_recordings()) {
      if (Status loaded = recordings("load"); !loaded) return loaded;
    } else {
      say("no recorded documents were found; name their folder with --recordings");
    }
    if (Status settled = wait(); !settled) return settled;
    if (stage_.has_recordings()) {
      if (Status loaded = recordings("refetch"); !loaded) return loaded;
      if (Status settled = wait(); !settled) return settled;
    }
    say(result_.table());
    say(result_.summary());
    if (result_.right()) return {};
    return Error::coded(Fault::internal, "not_right", "not every document is where it belongs");
  }

 private:
  Status recordings(const std::string& action) {
    auto done = stage_.web().post(stage_.store() + "/__shop/recordings",
                                  json::object({{"action", action}}));
    if (!done) return done.error();
    say(fmt::format(
        "recorded documents, {}: {} events", action,
        json::write(done->find("queued") == nullptr ? json::Value() : *done->find("queued"))));
    return {};
  }

  // Until the store has nothing left to send and nothing goes on by itself.
  Status wait() {
    Status done = pace_.until("everything is settled or held", settle_patience,
                              [this]() -> Result<bool> { return look(); });
    // What is open after so long stands in the table.
    if (!done && done.error().message.starts_with("waited too long")) return {};
    return done;
  }

  Result<bool> look() {
    if (Status alive = stage_.all_alive(); !alive) return alive.error();
    auto pending = unsent();
    if (!pending) return pending.error();
    if (Status compared = compare_now(); !compared) return compared.error();
    // Not the whole comparison: its three answers are of different moments while things move.
    const std::string line =
        fmt::format("{} events to send, {} runs under way, {} in Sage, {} held, {} waiting",
                    *pending, result_.unsettled, result_.in_sage, result_.held, result_.waiting);
    if (line != last_line_) say(line);
    last_line_ = line;
    return *pending == 0 && result_.unsettled == 0;
  }

  Result<std::int64_t> unsent() {
    auto outbox = stage_.web().get(stage_.store() + "/__shop/outbox");
    if (!outbox) return outbox.error();
    std::int64_t pending = 0;
    for (const json::Value& row : items_of(*outbox, "rows")) {
      if (row.text_or("status") == "pending") ++pending;
    }
    if (pending > 0) {
      auto ticked = stage_.web().post(stage_.store() + "/__shop/tick", json::object({}));
      if (!ticked) return ticked.error();
    }
    return pending;
  }

  Status compare_now() {
    auto documents = stage_.web().get(stage_.store() + "/__shop/documents");
    if (!documents) return documents.error();
    auto runs = all_runs(stage_);
    if (!runs) return runs.error();
    auto ledger =
        stage_.web().get(stage_.sage() + "/__sim/ledger?business=" + stage_.setup().business());
    if (!ledger) return ledger.error();
    const json::Value* all = ledger->find("businesses");
    const json::Value* books = all == nullptr ? nullptr : all->find(stage_.setup().business());
    auto compared =
        compare(items_of(*documents, "documents"), *runs, books == nullptr ? json::Value() : *books,
                items_of(*ledger, "duplicates"));
    if (!compared) return compared.error();
    result_ = *std::move(compared);
    return {};
  }

  Stage& stage_;
  Pace& pace_;
  std::int64_t orders_;
  Comparison result_;
  std::string last_line_;
};

Status play(Stage& stage, Pace& pace, const DemoOptions& options) {
  if (Status set = stage.set(); !set) return set;
  return options.once ? Once(stage, pace, options.documents).run() : Stream(stage, pace).run();
}

}  // namespace

int run_demo(const DemoOptions& options) {
  log::configure(log::Level::warn, false);
  Pace pace;
  Stage stage(options, pace);
  const Status played = play(stage, pace, options);
  const bool interrupted = pace.interrupted();
  if (!played && !interrupted) {
    stage.keep_folder();
    fmt::print(stderr, "byte8-ledger demo: {}\n", played.error().message);
    fmt::print(stderr, "byte8-ledger demo: logs and data are in {}\n", stage.folder());
  }
  if (interrupted) say("ending");
  stage.strike();
  if (interrupted) return options.once ? exit_failed : exit_done;
  return played ? exit_done : exit_failed;
}

}  // namespace byte8::app
