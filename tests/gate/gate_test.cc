// Exactly once, on the real program over real sockets: for every write to Sage and each fault, with
// Sage honouring idempotency ids and ignoring them, every document of the store is in Sage once and
// to the penny. One line a cell, and the matrix at the end. Several stands play at the same time,
// because most of a cell is waiting for the grace to pass; BYTE8_GATE_STANDS says how many.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "tests/gate/stand.h"

namespace byte8::gate {
namespace {

constexpr int usual_stands = 12;

int stands() {
  const char* said = std::getenv("BYTE8_GATE_STANDS");
  const int number = said == nullptr ? usual_stands : std::atoi(said);
  return std::max(number, 1);
}

void say(const Cell& cell, const Verdict& verdict) {
  fmt::print("{}: {} documents, {} lost, {} duplicate, {} pence off{}{} · {} · {} ms\n",
             cell.name(), verdict.documents, verdict.lost, verdict.duplicate, verdict.pence,
             verdict.held == 0 ? "" : fmt::format(", {} held", verdict.held),
             verdict.consented ? ", allowed again" : "", verdict.wrong.empty() ? "ok" : "WRONG",
             verdict.took);
  for (const std::string& line : verdict.wrong) fmt::print("    {}\n", line);
  std::fflush(stdout);
}

// Plays cells until there are none left; a stand on which one went wrong plays no other.
class Play {
 public:
  explicit Play(std::vector<Cell> cells) : cells_(std::move(cells)), verdicts_(cells_.size()) {}

  void run(int count) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([this] { play(); });
    for (std::thread& thread : threads) thread.join();
  }

  void say_matrix() const;
  std::vector<std::string> wrong() const;

 private:
  void play() {
    std::unique_ptr<Stand> stand;
    for (std::size_t at = next_++; at < cells_.size(); at = next_++) {
      if (!stand) stand = std::make_unique<Stand>(Timing::usual());
      verdicts_[at] = stand->play(cells_[at]);
      {
        const std::lock_guard lock(mutex_);
        say(cells_[at], verdicts_[at]);
      }
      if (!verdicts_[at].wrong.empty()) stand.reset();
    }
    if (!stand) return;
    const std::vector<std::string> closing = stand->close();
    const std::lock_guard lock(mutex_);
    closing_.insert(closing_.end(), closing.begin(), closing.end());
  }

  std::vector<Cell> cells_;
  std::vector<Verdict> verdicts_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;  // guards what is printed, and closing_
  std::vector<std::string> closing_;
};

std::vector<std::string> Play::wrong() const {
  std::vector<std::string> all = closing_;
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    for (const std::string& line : verdicts_[at].wrong) {
      all.push_back(cells_[at].name() + ": " + line);
    }
  }
  return all;
}

// A row a fault, a column a write and mode: how many of its cells are right.
void Play::say_matrix() const {
  struct Count {
    int right = 0;
    int all = 0;
  };
  std::vector<std::string> faults;
  std::map<std::string, std::map<std::pair<Write, bool>, Count>> table;
  std::int64_t documents = 0;
  Count total;
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    const Cell& cell = cells_[at];
    if (!table.contains(cell.fault)) faults.push_back(cell.fault);
    Count& count = table[cell.fault][{cell.write, cell.honoured}];
    const int right = verdicts_[at].wrong.empty() ? 1 : 0;
    count.right += right;
    ++count.all;
    total.right += right;
    ++total.all;
    documents += verdicts_[at].documents;
  }
  fmt::print("\n{:<42} {:^17} {:^17} {:^17}\n", "", "contact", "invoice", "refresh");
  fmt::print("{:<42}", "fault");
  for (int i = 0; i < 3; ++i) fmt::print(" {:>8} {:>8}", "honoured", "ignored");
  fmt::print("\n");
  for (const std::string& fault : faults) {
    fmt::print("{:<42}", fault);
    for (const Write write : {Write::contact, Write::invoice, Write::refresh}) {
      for (const bool honoured : {true, false}) {
        const auto found = table[fault].find({write, honoured});
        const bool there = found != table[fault].end();
        fmt::print(" {:>8}", there ? fmt::format("{}/{}", found->second.right, found->second.all)
                                   : std::string("·"));
      }
    }
    fmt::print("\n");
  }
  fmt::print("\n{} of {} cells right, {} documents\n", total.right, total.all, documents);
  std::fflush(stdout);
}

TEST(Gate, every_write_to_sage_survives_every_fault_exactly_once) {
  Play play(all_cells(Timing::usual()));
  play.run(stands());
  play.say_matrix();
  for (const std::string& line : play.wrong()) ADD_FAILURE() << line;
}

// The gate itself must be able to fail: a chassis that expects less of Sage than Sage does makes a
// second document, and the gate sees it.
void expect_duplicate(const Timing& told, Millis delay, Millis lag) {
  Stand stand(told);
  Cell cell = late(fmt::format("the gate itself: told {} + {} + {} ms", told.request_timeout,
                               told.late_commit_max, told.search_lag),
                   Write::invoice, delay);
  cell.lag = lag;
  cell.honoured = false;
  const Verdict verdict = stand.play(cell);
  say(cell, verdict);
  EXPECT_EQ(verdict.lost, 0);
  EXPECT_EQ(verdict.duplicate, 1);
  EXPECT_FALSE(verdict.wrong.empty());
}

TEST(GateItself, finds_the_duplicate_when_a_late_commit_was_not_expected) {
  Timing told;
  const Millis delay = told.request_timeout + told.late_commit_max;
  told.late_commit_max = 1;
  expect_duplicate(told, delay, 0);
}

TEST(GateItself, finds_the_duplicate_when_a_search_lag_was_not_expected) {
  Timing told;
  const Millis delay = told.request_timeout + told.late_commit_max;
  const Millis lag = told.search_lag;
  told.search_lag = 1;
  expect_duplicate(told, delay, lag);
}

}  // namespace
}  // namespace byte8::gate

int main(int argc, char** argv) {
  byte8::log::configure(byte8::log::Level::error, false);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
