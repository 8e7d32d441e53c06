#include "sqlite/sqlite_db.h"

#include "base/limits.h"
#include "base/log.h"

namespace byte8::sqlite {
namespace {

const port::Sql begin_sql{"begin", "BEGIN IMMEDIATE"};
const port::Sql commit_sql{"commit", "COMMIT"};
const port::Sql rollback_sql{"rollback", "ROLLBACK"};

}  // namespace

Status SqliteDb::begin() {
  failure_.reset();
  answers_.clear();
  // Immediate, always: a deferred transaction that turns into a writer later ignores the busy
  // timeout.
  auto begun = connection_->run({&begin_sql, {}});
  if (!begun) return begun.error();
  return {};
}

void SqliteDb::fail(Error error, port::Charge charge) {
  if (!failure_) failure_ = port::DbFailure{.error = std::move(error), .charge = charge};
}

void SqliteDb::write(port::Charge charge, const port::Query& query) {
  if (failure_) return;
  auto rows = connection_->run(query);
  if (!rows) fail(rows.error(), charge);
}

port::Ticket SqliteDb::ask(port::Charge charge, const port::Query& query) {
  const port::Ticket ticket = next_ticket_++;
  if (failure_) return ticket;
  auto rows = connection_->run(query);
  if (!rows) {
    fail(rows.error(), charge);
  } else {
    answers_.emplace(ticket, *std::move(rows));
  }
  return ticket;
}

std::optional<port::Rows> SqliteDb::take(port::Ticket ticket) {
  auto found = answers_.find(ticket);
  if (found == answers_.end()) return std::nullopt;
  port::Rows rows = std::move(found->second);
  answers_.erase(found);
  return rows;
}

Status SqliteDb::commit() {
  if (failure_) return failure_->error;
  auto done = connection_->run({&commit_sql, {}});
  if (!done) return done.error();
  return {};
}

void SqliteDb::rollback() {
  failure_.reset();
  answers_.clear();
  // Fails harmlessly where SQLite has rolled back by itself (disk full, I/O error).
  auto ignored = connection_->run({&rollback_sql, {}});
  if (!ignored) log::debug("rollback_not_needed");
}

void SqliteDb::tend() {
  if (++turns_since_look_ < 64) return;
  turns_since_look_ = 0;
  wal_bytes_ = connection_->wal_bytes();
  if (wal_bytes_ < limits::wal_checkpoint_bytes) return;
  auto done = connection_->checkpoint(true);
  if (!done) {
    log::warn("checkpoint_failed", {{"reason", done.error().message}});
    return;
  }
  wal_bytes_ = connection_->wal_bytes();
  if (wal_bytes_ > limits::wal_hard_bytes) log::warn("wal_over_limit");
}

}  // namespace byte8::sqlite
