#pragma once
// Port Db on SQLite: answers at once, because there is no wire to wait for. The flows must not rely
// on it; tests/conformance runs them on a Db that answers only at the next pass.

#include <memory>
#include <unordered_map>

#include "port/db.h"
#include "sqlite/connection.h"

namespace byte8::sqlite {

class SqliteDb : public port::Db {
 public:
  explicit SqliteDb(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  Status begin() override;
  void write(port::Charge charge, const port::Query& query) override;
  port::Ticket ask(port::Charge charge, const port::Query& query) override;
  std::optional<port::Rows> take(port::Ticket ticket) override;
  void pass() override {}
  const std::optional<port::DbFailure>& failure() const override { return failure_; }
  Status commit() override;
  void rollback() override;

  Connection& connection() { return *connection_; }
  // Between turns: moves the log into the database when it has grown, and bounds it.
  void tend();
  // As tend() last saw it.
  std::int64_t wal_bytes() const { return wal_bytes_; }

 private:
  void fail(Error error, port::Charge charge);

  std::unique_ptr<Connection> connection_;
  std::optional<port::DbFailure> failure_;
  std::unordered_map<port::Ticket, port::Rows> answers_;
  port::Ticket next_ticket_ = 1;
  std::int64_t turns_since_look_ = 0;
  std::int64_t wal_bytes_ = 0;
};

}  // namespace byte8::sqlite
