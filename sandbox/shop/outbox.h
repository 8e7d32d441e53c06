#pragma once
// The table byte8_event_outbox: events waiting for the chassis, and what became of each try. The
// rules are those of spec/wire.md, delivery: 2xx succeeded, 4xx dead at once, everything else again
// later.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "port/http.h"

namespace byte8::sandbox::shop {

enum class RowStatus : std::uint8_t { pending, succeeded, dead_lettered };
std::string_view word(RowStatus status);

struct OutboxRow {
  std::int64_t id = 0;
  std::string key;      // idempotency key
  std::string event;    // "invoice.created"
  std::string payload;  // the JSON body as it is sent
  RowStatus status = RowStatus::pending;
  int attempts = 0;
  std::optional<int> last_status_code;  // also empty after every transient failure
  std::optional<Millis> last_attempt_at;
  std::optional<Millis> next_attempt_at;  // empty: at the next tick
  std::optional<std::string> last_error;  // "" when freshly queued
  Millis created_at = 0;
};

// Times as MySQL text, absent values as null.
json::Value to_json(const OutboxRow& row);

class Outbox {
 public:
  // False, and nothing changes, when a row with the key exists in whatever status.
  bool enqueue(std::string event, std::string key, std::string payload, Millis now);
  // Ids of at most `limit` pending rows due by `now`, in the order of their ids.
  std::vector<std::int64_t> due(Millis now, std::size_t limit) const;
  // `url` is where the row was sent; retry delays are divided by `clock_factor`.
  void settle(std::int64_t id, const http::Outcome& outcome, std::string_view url, Millis now,
              std::int64_t clock_factor);
  // Back to pending with attempts 0; false where no dead-lettered row has the id.
  bool requeue(std::int64_t id);
  std::size_t requeue_all();
  // Every row whatever became of it, as after a restored database: each event is sent again.
  void send_all_again();
  // Deletes succeeded rows whose last attempt is older than `before`.
  std::size_t purge(Millis before);

  const OutboxRow* find(std::int64_t id) const;
  const OutboxRow* find(std::string_view key) const;
  const std::map<std::int64_t, OutboxRow>& rows() const { return rows_; }
  std::size_t pending() const { return pending_.size(); }
  std::size_t dead_lettered() const;

 private:
  void finish(OutboxRow& row, RowStatus status);

  std::map<std::int64_t, OutboxRow> rows_;
  std::unordered_map<std::string, std::int64_t> by_key_;
  std::set<std::int64_t> pending_;
  std::int64_t next_id_ = 1;
};

// Delay after the n-th failed try (1 to 9) in milliseconds; none after the tenth.
std::optional<Millis> retry_delay(int attempts);

}  // namespace byte8::sandbox::shop
