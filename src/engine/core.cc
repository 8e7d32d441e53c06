#include "engine/core.h"

#include <algorithm>
#include <exception>

#include "base/log.h"
#include "store/reports.h"

namespace byte8::engine {
namespace {

constexpr int passes_max = 4;
constexpr Millis limits_window = 10'000;
constexpr std::size_t limited_businesses = 3;

http::Response unexpected() {
  return {
      .status = 500,
      .headers = {{"Content-Type", "application/json"}},
      .body = R"({"code":"internal","message":"something unexpected happened; it was logged"})"};
}

Task<void> command_body(Ctx ctx, Handlers::CommandHandler handler,
                        std::shared_ptr<const Payload> payload,
                        std::function<void(http::Response)> answer) {
  http::Response response;
  try {
    response = co_await handler(ctx, payload);
  } catch (const std::exception& thrown) {
    log::error("command_threw", {{"what", thrown.what()}});
    response = unexpected();
  }
  answer(std::move(response));
}

}  // namespace

Core::Core(port::Db& db, Acts& acts, const port::Provider& provider, const crypto::Sealer& sealer,
           const Handlers& handlers, const Settings& settings, Rng& rng)
    : db_(db),
      acts_(acts),
      provider_(provider),
      sealer_(sealer),
      handlers_(handlers),
      settings_(settings),
      rng_(rng),
      application_(settings.application_per_second * 60, settings.application_per_second) {}

Core::~Core() {
  // Frames hold locks of this core: they must go while it still stands, and without waking anybody.
  tearing_down_ = true;
  strands_.clear();
}

Turn Core::turn(Now now, const std::vector<Input>& inputs) {
  now_ = now;
  effects_.clear();
  acts_added_.clear();
  acts_answered_.clear();
  tallies_.clear();
  blame_.reset();
  resumes_ = 0;
  asks_closed_ = false;
  if (Status begun = db_.begin(); !begun) return fail(begun.error());
  hold_the_poisoned();
  ask_again();
  for (const Input& input : inputs) {
    std::visit([this](const auto& one) { apply(one); }, input);
  }
  scheduler_.wake(now_.boot);
  wake_sleepers();
  if (suspects_.empty()) {
    start_runs();
  } else if (inputs.empty()) {
    begin_suspect();
  }
  if (!run_passes()) return fail(db_.failure()->error);
  write_tallies();
  if (Status committed = db_.commit(); !committed) return fail(committed.error());
  return release();
}

// Resumes, sends what was asked, delivers, and repeats; what is asked after the last pass is held
// for the next turn.
bool Core::run_passes() {
  for (int pass = 0;; ++pass) {
    asks_closed_ = pass == passes_max;
    if (!resume_ready()) return false;
    if (asking_.empty() || asks_closed_) return true;
    db_.pass();
    if (db_.failure()) return false;
    deliver_rows();
  }
}

void Core::apply(const Command& command) {
  auto found = handlers_.commands.find(command.kind);
  if (found == handlers_.commands.end()) {
    if (command.reply != 0) effects_.emplace_back(Reply{command.reply, unexpected()});
    return;
  }
  const RequestId reply = command.reply;
  const auto& handler = found->second;
  const auto payload = command.payload;
  Strand& strand = make(command.kind, [this, handler, payload, reply](Ctx ctx) {
    return command_body(ctx, handler, payload, [this, ctx, reply](http::Response response) {
      Strand* self = find(ctx.id());
      if (self != nullptr) self->replied = true;
      if (reply != 0) effects_.emplace_back(Reply{reply, std::move(response)});
    });
  });
  strand.reply = reply;
}

void Core::apply(const Answer& answer) {
  // Found again by id below: the list may grow while a coroutine runs.
  const Act* act = acts_.find(answer.act);
  if (act == nullptr) return;
  record_attempt(*act, *answer.outcome);
  if (!act->settles.empty()) {
    auto settler = handlers_.settlers.find(act->settles);
    BYTE8_CHECK(settler != handlers_.settlers.end());
    const Act copy = *act;
    const ActId id = answer.act;
    const OutcomePtr outcome = answer.outcome;
    const auto& settle = settler->second;
    make("settle", [this, settle, copy, id, outcome](Ctx ctx) -> Task<void> {
      co_await settle(ctx, copy, outcome);
      // Only now: until this turn commits the answer is offered again to whatever core comes next.
      answered(id);
    });
    return;
  }
  const StrandId waiting = act->strand;
  answered(answer.act);
  Strand* strand = find(waiting);
  if (strand == nullptr || strand->awaited_act != answer.act) return;
  strand->outcome = answer.outcome;
  wake({strand->id, strand->await_no});
}

void Core::answered(ActId act) {
  acts_answered_.push_back(act);
  acts_.retire(act);
}

void Core::start_runs() {
  while (std::optional<QueuedRun> run = scheduler_.next()) start_run(*run);
}

bool Core::resume_ready() {
  while (!ready_.empty() && resumes_ < limits::turn_resumes + limits::turn_inputs) {
    const StrandId id = ready_.front();
    ready_.pop_front();
    Strand* strand = find(id);
    if (strand == nullptr || strand->ended) continue;
    resume(*strand);
    if (db_.failure()) return false;
  }
  return true;
}

void Core::resume(Strand& strand) {
  ++resumes_;
  strand.queued = false;
  ++strand.await_no;
  strand.asked.reset();
  if (const std::coroutine_handle<> point = std::exchange(strand.resume_point, {})) {
    point.resume();
  } else {
    strand.task.start();
  }
  if (!strand.task.done()) return;
  strand.ended = true;
  ended_.push_back(strand.id);
  try {
    strand.task.take();
  } catch (const std::exception& thrown) {
    log::error("coroutine_threw", {{"name", strand.name}, {"what", thrown.what()}});
  }
}

void Core::deliver_rows() {
  std::vector<StrandId> still;
  for (const StrandId id : asking_) {
    Strand* strand = find(id);
    if (strand == nullptr) continue;
    std::optional<port::Rows> rows = db_.take(strand->ticket);
    if (!rows) {
      still.push_back(id);
      continue;
    }
    strand->rows = std::move(rows);
    wake({id, strand->await_no});
  }
  asking_ = std::move(still);
}

void Core::ask_again() {
  std::vector<StrandId> still;
  for (const StrandId id : asking_) {
    Strand* strand = find(id);
    if (strand == nullptr || !strand->asked) continue;
    strand->ticket = db_.ask(id, *strand->asked);
    still.push_back(id);
  }
  asking_ = std::move(still);
  deliver_rows();
}

Turn Core::fail(Error error) {
  Blame blame{.error = error};
  if (const auto& failure = db_.failure()) {
    const Strand* strand = failure->charge == 0 ? nullptr : find(failure->charge);
    if (strand != nullptr) {
      blame.reply = strand->reply;
      blame.run = strand->run;
    }
  }
  db_.rollback();
  log::warn("turn_failed", {{"reason", error.message}});
  blame_ = std::move(blame);
  return Turn{};
}

Turn Core::release() {
  reap();
  Turn turn;
  turn.committed = true;
  turn.effects = std::move(effects_);
  effects_.clear();
  turn.more = !ready_.empty() || !asking_.empty() || !suspects_.empty() || scheduler_.any_ready();
  const Millis runs = scheduler_.next_due();
  const Millis sleep = sleepers_.empty() ? 0 : sleepers_.top().at;
  turn.next_due_boot = runs == 0 ? sleep : sleep == 0 ? runs : std::min(runs, sleep);
  return turn;
}

void Core::reap() {
  for (const StrandId id : ended_) destroy(id);
  ended_.clear();
}

void Core::hold_poisoned(QueuedRun run, Error error) {
  poisoned_.emplace_back(std::move(run), std::move(error));
}

void Core::hold_the_poisoned() {
  for (const auto& [run, error] : poisoned_) {
    store::RunEnd end;
    end.status = "needs_review";
    end.error_code = "needs_review";
    end.detail_code = "internal";
    end.error_message = "a statement of this run was refused by the database: " + error.message;
    end.finished_at = now_.wall;
    // Its queue entry finds the row closed and goes away by itself.
    db_.write(0, store::runs::finish(run.account, run.id, end));
  }
  poisoned_.clear();
}

// One suspect a turn, and its name is written in a transaction before: if the process dies now, it
// is known which run did it.
void Core::begin_suspect() {
  const QueuedRun run = suspects_.front();
  if (!suspect_written_) {
    db_.write(0, store::node_state::put(settings_.node, false, run.account, run.id, starts_));
    suspect_written_ = true;
    return;
  }
  suspects_.pop_front();
  suspect_written_ = false;
  scheduler_.begin(run);
  start_run(run);
  if (suspects_.empty()) {
    db_.write(0,
              store::node_state::put(settings_.node, false, std::nullopt, std::nullopt, starts_));
  }
}

std::vector<RequestId> Core::replies_open() const {
  std::vector<RequestId> open;
  for (const auto& [id, strand] : strands_) {
    if (strand->reply != 0 && !strand->replied) open.push_back(strand->reply);
  }
  return open;
}

Millis Core::doubt_since(const std::string& operation_key) {
  return doubts_.try_emplace(operation_key, now_.boot).first->second;
}

Budget& Core::budget(std::int64_t business) {
  return budgets_.try_emplace(business, Budget(settings_.ledger_per_minute, settings_.ledger_burst))
      .first->second;
}

void Core::limited(std::int64_t business, Millis until_boot) {
  budget(business).pause(until_boot);
  recent_limits_.emplace_back(now_.boot, business);
  while (now_.boot - recent_limits_.front().first > limits_window) recent_limits_.pop_front();
  std::unordered_set<std::int64_t> businesses;
  for (const auto& [at, id] : recent_limits_) businesses.insert(id);
  if (businesses.size() >= limited_businesses) application_.pause(until_boot);
}

void Core::binding_changed(const store::BindingRow& binding) {
  directory_.put(binding);
  scheduler_.set_dispatches(binding.id, binding.dispatches());
  tell_pages(binding);
  if (binding.dispatches()) return;
  std::vector<StrandId> of_lane;
  for (const auto& [id, strand] : strands_) {
    if (strand->run && !strand->ended && strand->run->binding == binding.id) of_lane.push_back(id);
  }
  std::sort(of_lane.begin(), of_lane.end());
  for (const StrandId id : of_lane) {
    Strand& strand = *find(id);
    strand.ended = true;  // destroyed at the end of the turn, resumed no more
    ended_.push_back(id);
    scheduler_.released(*strand.run);
    if (binding.live()) scheduler_.queue(*strand.run);
  }
  if (!binding.live()) scheduler_.clear(binding.id);
  for (const ActId act : acts_.of(binding.id)) effects_.emplace_back(Cancel{act});
}

}  // namespace byte8::engine
