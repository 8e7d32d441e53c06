#pragma once
// The core: one thread owns the writing. It is an object with one method, turn(now, inputs) →
// effects; a turn is one transaction, and nothing leaves before it has committed. It knows no
// clock, socket or thread.
//
// A core is born from rows (start), and is thrown away when a turn fails; engine/engine.h does
// that.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/acts.h"
#include "engine/budget.h"
#include "engine/context.h"
#include "engine/directory.h"
#include "engine/outcome.h"
#include "engine/retry.h"
#include "engine/scheduler.h"
#include "port/provider.h"
#include "store/ids.h"
#include "store/runs.h"

namespace byte8::crypto {
class Sealer;
}

namespace byte8::engine {

struct Settings {
  RetrySchedule retry;
  Millis request_timeout = limits::request_timeout;
  Millis late_commit_max = limits::late_commit_max;
  Millis search_lag = limits::search_lag;
  std::int64_t ledger_per_minute = 90;
  std::int64_t ledger_burst = 20;
  std::int64_t application_per_second = 15;
  std::int64_t application_concurrency = 150;
  std::string node = "one";

  Millis grace() const { return request_timeout + late_commit_max + search_lag; }
};

// What the scheduler keeps of a run's row (store::RunRow or store::OpenRun).
template <typename Row>
QueuedRun queued_run(const Row& row) {
  return {.id = row.id,
          .account = row.account_id,
          .entity = entity_hash(row.entity_kind, row.magento_id),
          .binding = row.binding_id,
          .order = order_of(row.lane)};
}

// What the floors above register. Handlers are coroutines started inside a turn.
struct Handlers {
  using RunHandler = std::function<Task<RunOutcome>(Ctx, store::RunRow)>;
  using CommandHandler = std::function<Task<http::Response>(Ctx, std::shared_ptr<const Payload>)>;
  std::unordered_map<std::string, RunHandler> runs;  // by event; an absent one is not carried yet
  std::unordered_map<std::string, CommandHandler> commands;
  // What must be settled when its answer comes, by Act::settles. Reads and writes only, no outside
  // call.
  using Settler = std::function<Task<void>(Ctx, Act, OutcomePtr)>;
  std::unordered_map<std::string, Settler> settlers;
  // Begins the standing duties (reports owed, tokens to keep alive) after a start.
  std::vector<std::pair<std::string, std::function<Task<void>(Ctx)>>> duties;
  // Told in the same turn when a run has ended or waits, with the row it had.
  std::function<void(Ctx, const store::RunRow&, const RunOutcome&)> on_outcome;
  // Told when a posting was settled, refused, held or left in doubt, in the same turn.
  std::function<void(Ctx, const store::PostingRow&)> on_settled;
};

struct Strand {
  StrandId id = 0;
  std::string name;
  std::function<Task<void>(Ctx)> body;  // what the task's frame refers to: lives as long
  Task<void> task;
  std::coroutine_handle<> resume_point;
  std::uint64_t await_no = 0;  // counts resumes, so that a late wake-up finds nobody
  bool queued = false;         // in the ready list
  bool ended = false;
  std::optional<port::Rows> rows;
  OutcomePtr outcome;
  ActId awaited_act = 0;
  std::optional<port::Query> asked;  // not answered yet: asked again in the next turn
  port::Ticket ticket = 0;
  std::string waits_for;  // lock key
  RequestId reply = 0;    // of a command
  bool replied = false;
  std::optional<QueuedRun> run;  // of a run
};

class Core {
 public:
  Core(port::Db& db, Acts& acts, const port::Provider& provider, const crypto::Sealer& sealer,
       const Handlers& handlers, const Settings& settings, Rng& rng);
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // Reads what is open. In a new process the runs that were under way at an unclean end come back
  // as suspects, to be resumed one a turn; a core that is rebuilt in place just queues them.
  Status start(Now now, bool new_process);
  Turn turn(Now now, const std::vector<Input>& inputs);

  // After a failed turn: whose statement it was, and what the turn had added to the acts.
  struct Blame {
    Error error;
    RequestId reply = 0;
    std::optional<QueuedRun> run;
  };
  const std::optional<Blame>& blame() const { return blame_; }
  const std::vector<ActId>& acts_added() const { return acts_added_; }
  const std::vector<ActId>& acts_answered() const { return acts_answered_; }
  std::vector<RequestId> replies_open() const;
  // This run is held `internal` before anything else: its statement was the poison.
  void hold_poisoned(QueuedRun run, Error error);

  // For the flows.
  Directory& directory() { return directory_; }
  const Settings& settings() const { return settings_; }
  const port::Provider& provider() const { return provider_; }
  const crypto::Sealer& sealer() const { return sealer_; }
  const Acts& acts() const { return acts_; }
  const Handlers& handlers() const { return handlers_; }
  Scheduler& scheduler() { return scheduler_; }
  store::IdMaker& ids() { return ids_; }
  const Now& now() const { return now_; }
  Rng& rng() { return rng_; }
  // The boot time from which a doubt counts: its mark in this process, or when it was first seen.
  Millis doubt_since(const std::string& operation_key);
  void marked(const std::string& operation_key) { doubts_[operation_key] = now_.boot; }
  void forget_doubt(const std::string& operation_key) { doubts_.erase(operation_key); }
  Breaker& breaker(std::int64_t store) { return breakers_[store]; }
  Budget& budget(std::int64_t business);
  Budget& application() { return application_; }
  // 429 at three businesses within ten seconds pauses the application.
  void limited(std::int64_t business, Millis until_boot);
  // When the database was put back to an earlier time (wall), 0 if never: what was accepted before
  // or shortly after may have been forgotten, and the ledger is asked first.
  Millis restored_at() const { return restored_at_; }
  // A new or reopened run; the caller writes the row in the same turn.
  void enqueue(const QueuedRun& run);
  // One more of that: counted with all others of this turn (store/counters.h).
  void tally(std::int64_t account, std::int64_t binding, std::string name);
  // The binding changed (the caller writes the row): its lane follows. One that no longer
  // dispatches drops its coroutines and takes back its unwritten calls before this turn's answers
  // are released.
  void binding_changed(const store::BindingRow& binding);

  // Resuming the suspects of an unclean end: each in a turn of its own, without inputs.
  bool wants_solo_turn() const { return !suspects_.empty(); }
  // Writes that this node ends in order.
  Status end_clean();

  // For simulations: drop one run at its await, as a lost lease would; it starts again from its
  // first line.
  std::vector<StrandId> run_strands() const;
  void drop(StrandId id);

 private:
  friend class AskRows;
  friend class SendCall;
  friend class Pause;
  friend class Ctx;
  friend class Lock;
  friend Task<void> run_body(Ctx ctx, QueuedRun queued);

  struct Waiter {
    StrandId strand;
    std::uint64_t await_no;
  };
  struct LockState {
    std::size_t held = 0;
    std::size_t capacity = 1;
    std::deque<Waiter> waiters;
  };
  struct Sleeper {
    Millis at;
    Waiter who;
    bool operator>(const Sleeper& other) const {
      return at != other.at ? at > other.at : who.strand > other.who.strand;
    }
  };

  // core.cc: the turn
  void apply(const Command& command);
  void apply(const Answer& answer);
  void answered(ActId act);
  void start_runs();
  bool resume_ready();
  void resume(Strand& strand);
  void reap();
  void deliver_rows();
  void ask_again();
  bool run_passes();
  Turn fail(Error error);
  Turn release();
  void wake_sleepers();
  void hold_the_poisoned();
  void begin_suspect();

  // core_records.cc: what a turn leaves behind
  void record_attempt(const Act& act, const http::Outcome& outcome);
  void record_exchange(const Act& act, const http::Outcome& outcome);
  void write_tallies();
  void tell_pages(const store::BindingRow& binding);

  // core_strands.cc: coroutines, locks, signals
  Strand& make(std::string name, std::function<Task<void>(Ctx)> body);
  void start_run(const QueuedRun& run);
  void wake(Waiter who);
  Strand* find(StrandId id);
  bool try_lock(const std::string& key, std::size_t capacity);
  void wait_for_lock(const std::string& key, Strand& strand);
  void unlock(const std::string& key);
  void raise(std::string_view key);
  void sleep(Strand& strand, Millis until);
  ActId register_act(Act act, http::Call call);
  void destroy(StrandId id);

  // core_start.cc
  Status load_directory();
  Status load_node_state();
  Status load_open_runs();
  void load(const store::OpenRun& run);
  Result<port::Rows> read_now(const port::Query& query);

  port::Db& db_;
  Acts& acts_;
  const port::Provider& provider_;
  const crypto::Sealer& sealer_;
  const Handlers& handlers_;
  const Settings& settings_;
  Rng& rng_;
  Now now_;

  Directory directory_;
  Scheduler scheduler_;
  store::IdMaker ids_;
  std::unordered_map<StrandId, std::unique_ptr<Strand>> strands_;
  std::deque<StrandId> ready_;
  std::vector<StrandId> asking_;
  std::vector<StrandId> ended_;
  std::unordered_map<std::string, LockState> locks_;
  std::unordered_map<std::string, std::vector<Waiter>> signals_;
  std::priority_queue<Sleeper, std::vector<Sleeper>, std::greater<>> sleepers_;
  std::unordered_map<std::int64_t, Breaker> breakers_;
  std::unordered_map<std::int64_t, Budget> budgets_;
  Budget application_;
  std::deque<std::pair<Millis, std::int64_t>> recent_limits_;  // 429s: when, which business
  std::unordered_map<std::string, Millis> doubts_;

  std::vector<Effect> effects_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, std::int64_t> tallies_;
  std::vector<ActId> acts_added_;
  std::vector<ActId> acts_answered_;
  std::optional<Blame> blame_;
  std::vector<std::pair<QueuedRun, Error>> poisoned_;
  std::deque<QueuedRun> suspects_;  // to be resumed alone, oldest first
  bool unclean_ = false;            // a new process after an end that was not clean
  bool suspect_written_ = false;
  std::int64_t starts_ = 0;
  Millis restored_at_ = 0;    // wall; 0: never
  bool asks_closed_ = false;  // the passes of this turn are used up
  bool tearing_down_ = false;
  std::size_t resumes_ = 0;
};

}  // namespace byte8::engine
