#pragma once
// Port of the database. One transaction a turn; writes are queued; questions (reads and conditional
// writes) are answered at the next pass at the latest. A pass sends what was queued and then asks,
// in order, so a question sees every write made before it in the turn.
//
// Contract (ARCHITECTURE, "Seams"): serialisable as seen by the one writer; `changed` is the number
// of rows a write touched; a failed statement poisons the transaction, names its charge once, and
// every later statement is ignored until rollback; a commit whose outcome is unknown is a failed
// commit.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/result.h"

namespace byte8::port {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Params = std::vector<Value>;

template <typename T>
Value nullable(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

// A named SQL text with $1… parameters in the common subset. Its address is its identity: drivers
// prepare it once per connection, and the name labels metrics and errors. Declare them static.
struct Sql {
  std::string_view name;
  std::string_view text;
};

struct Query {
  const Sql* sql = nullptr;
  Params params;
};

struct Row {
  std::vector<Value> columns;

  bool null(std::size_t i) const { return std::holds_alternative<std::monostate>(columns.at(i)); }
  std::int64_t integer(std::size_t i) const { return std::get<std::int64_t>(columns.at(i)); }
  std::int64_t integer_or(std::size_t i, std::int64_t fallback) const {
    return null(i) ? fallback : integer(i);
  }
  const std::string& text(std::size_t i) const { return std::get<std::string>(columns.at(i)); }
  std::string text_or(std::size_t i, std::string_view fallback = "") const {
    return null(i) ? std::string(fallback) : text(i);
  }
  std::optional<std::string> maybe_text(std::size_t i) const {
    if (null(i)) return std::nullopt;
    return text(i);
  }
  std::optional<std::int64_t> maybe_integer(std::size_t i) const {
    if (null(i)) return std::nullopt;
    return integer(i);
  }
  const std::string& blob(std::size_t i) const { return std::get<Blob>(columns.at(i)).bytes; }
};

struct Rows {
  std::vector<Row> rows;
  std::int64_t changed = 0;  // rows touched, for writes

  bool empty() const { return rows.empty(); }
  const Row& only() const {
    BYTE8_CHECK(rows.size() == 1);
    return rows.front();
  }
};

// Whom a statement is charged to, so that one bad value stops nobody else. 0 = nobody in
// particular.
using Charge = std::uint64_t;
using Ticket = std::uint64_t;

struct DbFailure {
  Error error;
  Charge charge = 0;  // 0: the connection, the disk or the commit itself
};

// One numbered step of the schema; the text serves both databases (sections where they differ).
struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view text;
};

class Db {
 public:
  virtual ~Db() = default;
  virtual Status begin() = 0;
  virtual void write(Charge charge, const Query& query) = 0;
  virtual Ticket ask(Charge charge, const Query& query) = 0;
  // The answer to a question if it is there already; each answer is taken once.
  virtual std::optional<Rows> take(Ticket ticket) = 0;
  // Sends what is queued and makes the answers of all questions available.
  virtual void pass() = 0;
  // Set from the first failure of this transaction on.
  virtual const std::optional<DbFailure>& failure() const = 0;
  virtual Status commit() = 0;
  virtual void rollback() = 0;
};

}  // namespace byte8::port
