#include "tests/sim/flaky_db.h"

namespace byte8::tests {

Status DeferredDb::begin() {
  held_.clear();
  answers_.clear();
  return inner_.begin();
}

void DeferredDb::write(port::Charge charge, const port::Query& query) {
  held_.push_back({.charge = charge, .query = query, .ticket = 0});
}

port::Ticket DeferredDb::ask(port::Charge charge, const port::Query& query) {
  const port::Ticket ticket = next_++;
  held_.push_back({.charge = charge, .query = query, .ticket = ticket});
  return ticket;
}

std::optional<port::Rows> DeferredDb::take(port::Ticket ticket) {
  auto found = answers_.find(ticket);
  if (found == answers_.end()) return std::nullopt;
  port::Rows rows = std::move(found->second);
  answers_.erase(found);
  return rows;
}

void DeferredDb::send_all() {
  while (!held_.empty()) {
    const Held one = std::move(held_.front());
    held_.pop_front();
    if (one.ticket == 0) {
      inner_.write(one.charge, one.query);
      continue;
    }
    const port::Ticket inner = inner_.ask(one.charge, one.query);
    if (auto rows = inner_.take(inner)) answers_.emplace(one.ticket, *std::move(rows));
  }
}

void DeferredDb::pass() {
  send_all();
}

Status DeferredDb::commit() {
  send_all();
  return inner_.commit();
}

void DeferredDb::rollback() {
  held_.clear();
  answers_.clear();
  inner_.rollback();
}

Status FlakyDb::begin() {
  failure_.reset();
  if (open_) inner_.rollback();
  open_ = true;
  return inner_.begin();
}

bool FlakyDb::poisoned(port::Charge charge, const port::Query& query) {
  if (failure_) return true;
  if (poison_.empty()) return false;
  for (const port::Value& value : query.params) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || *text != poison_) continue;
    ++failed_;
    failure_ = port::DbFailure{.error = Error::make(Fault::database, "poisoned"), .charge = charge};
    return true;
  }
  return false;
}

void FlakyDb::write(port::Charge charge, const port::Query& query) {
  if (!poisoned(charge, query)) inner_.write(charge, query);
}

port::Ticket FlakyDb::ask(port::Charge charge, const port::Query& query) {
  if (poisoned(charge, query)) return 0;
  return inner_.ask(charge, query);
}

const std::optional<port::DbFailure>& FlakyDb::failure() const {
  return failure_ ? failure_ : inner_.failure();
}

Status FlakyDb::commit() {
  if (failure_) return failure_->error;
  if (rng_.chance(commits_per_mille_)) {
    ++failed_;
    // Half of them have happened all the same: the outcome of a commit is not always known.
    if (rng_.chance(500)) {
      const Status done = inner_.commit();
      open_ = !done.ok();
    }
    return Error::make(Fault::database, "the commit failed, or so it looked");
  }
  const Status done = inner_.commit();
  open_ = !done.ok();
  return done;
}

void FlakyDb::rollback() {
  failure_.reset();
  if (open_) inner_.rollback();
  open_ = false;
}

}  // namespace byte8::tests
