// Coroutines of the core: making, waking and destroying them; locks, signals and sleep.

#include <algorithm>

#include "engine/core.h"
#include "engine/run_body.h"

namespace byte8::engine {

Strand& Core::make(std::string name, std::function<Task<void>(Ctx)> body) {
  auto strand = std::make_unique<Strand>();
  strand->id = acts_.next_strand();
  strand->name = std::move(name);
  strand->body = std::move(body);
  Strand& made = *strand;
  strands_.emplace(made.id, std::move(strand));
  // The body object must outlive the frame: a lambda coroutine reads its captures through it.
  made.task = made.body(Ctx(this, &made));
  wake({made.id, made.await_no});
  return made;
}

void Core::start_run(const QueuedRun& run) {
  Strand& strand = make("run", [run](Ctx ctx) { return run_body(ctx, run); });
  strand.run = run;
}

Strand* Core::find(StrandId id) {
  auto found = strands_.find(id);
  return found == strands_.end() ? nullptr : found->second.get();
}

void Core::wake(Waiter who) {
  Strand* strand = find(who.strand);
  if (strand == nullptr || strand->await_no != who.await_no || strand->queued) return;
  strand->queued = true;
  ready_.push_back(who.strand);
}

bool Core::try_lock(const std::string& key, std::size_t capacity) {
  LockState& lock = locks_[key];
  lock.capacity = capacity;
  if (lock.held >= capacity) return false;
  ++lock.held;
  return true;
}

void Core::wait_for_lock(const std::string& key, Strand& strand) {
  strand.waits_for = key;
  locks_[key].waiters.push_back({strand.id, strand.await_no});
}

void Core::unlock(const std::string& key) {
  auto found = locks_.find(key);
  if (found == locks_.end()) return;
  LockState& lock = found->second;
  if (lock.held > 0) --lock.held;
  // Waiters try again themselves: one that was dropped meanwhile must not be left holding.
  while (!lock.waiters.empty()) {
    const Waiter next = lock.waiters.front();
    lock.waiters.pop_front();
    const Strand* strand = find(next.strand);
    if (strand == nullptr || strand->await_no != next.await_no) continue;
    wake(next);
    return;
  }
  if (lock.held == 0) locks_.erase(found);
}

void Core::raise(std::string_view key) {
  auto found = signals_.find(std::string(key));
  if (found == signals_.end()) return;
  const std::vector<Waiter> waiters = std::move(found->second);
  signals_.erase(found);
  for (const Waiter& who : waiters) wake(who);
}

void Core::sleep(Strand& strand, Millis until) {
  sleepers_.push({.at = until, .who = {strand.id, strand.await_no}});
}

void Core::wake_sleepers() {
  while (!sleepers_.empty() && sleepers_.top().at <= now_.boot) {
    const Waiter who = sleepers_.top().who;
    sleepers_.pop();
    wake(who);
  }
}

ActId Core::register_act(Act act, http::Call call) {
  if (act.run_id != 0 && act.target.peer != Target::Peer::oauth) act.sent_body = call.body;
  const ActId id = acts_.add(std::move(act));
  acts_added_.push_back(id);
  effects_.emplace_back(Send{.act = id, .call = std::move(call)});
  return id;
}

// Never inside a resume. The frame's locks are released by their destructors; a lock it was about
// to try again goes to the next one waiting.
void Core::destroy(StrandId id) {
  auto found = strands_.find(id);
  if (found == strands_.end()) return;
  const std::unique_ptr<Strand> strand = std::move(found->second);
  strands_.erase(found);
  strand->task.reset();
  if (strand->waits_for.empty()) return;
  auto lock = locks_.find(strand->waits_for);
  if (lock == locks_.end() || lock->second.held >= lock->second.capacity) return;
  ++lock->second.held;
  unlock(strand->waits_for);
}

std::vector<StrandId> Core::run_strands() const {
  std::vector<StrandId> ids;
  for (const auto& [id, strand] : strands_) {
    if (strand->run && !strand->ended) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

void Core::drop(StrandId id) {
  Strand* strand = find(id);
  if (strand == nullptr || !strand->run || strand->ended) return;
  const QueuedRun run = *strand->run;
  destroy(id);
  scheduler_.released(run);
  scheduler_.queue(run);
}

// ---- what a coroutine awaits --------------------------------------------------------------------

Lock& Lock::operator=(Lock&& other) noexcept {
  if (this != &other) {
    if (core_ != nullptr && !core_->tearing_down_) core_->unlock(key_);
    core_ = std::exchange(other.core_, nullptr);
    key_ = std::move(other.key_);
  }
  return *this;
}

Lock::~Lock() {
  if (core_ != nullptr && !core_->tearing_down_) core_->unlock(key_);
}

bool AskRows::await_ready() {
  if (core_->asks_closed_ || core_->db_.failure()) return false;
  strand_->ticket = core_->db_.ask(strand_->id, query_);
  rows_ = core_->db_.take(strand_->ticket);
  return rows_.has_value();
}

void AskRows::await_suspend(std::coroutine_handle<> self) {
  strand_->resume_point = self;
  strand_->asked = query_;
  core_->asking_.push_back(strand_->id);
}

port::Rows AskRows::await_resume() {
  if (rows_) return *std::move(rows_);
  BYTE8_CHECK(strand_->rows.has_value());
  port::Rows rows = *std::move(strand_->rows);
  strand_->rows.reset();
  return rows;
}

void SendCall::await_suspend(std::coroutine_handle<> self) {
  strand_->resume_point = self;
  act_.strand = strand_->id;
  strand_->awaited_act = core_->register_act(std::move(act_), std::move(call_));
}

OutcomePtr SendCall::await_resume() {
  strand_->awaited_act = 0;
  return std::move(strand_->outcome);
}

void Pause::await_suspend(std::coroutine_handle<> self) {
  strand_->resume_point = self;
}

}  // namespace byte8::engine
