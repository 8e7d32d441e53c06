#pragma once
// Acts on many runs at once: which runs is decided when one begins, and what became of each is
// kept.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct BulkRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::string action;  // retry | ignore
  std::string filter;  // JSON, as it was asked
  std::optional<std::string> reason;
  std::string actor;
  std::string status = "running";  // running | done | stopped
  std::optional<std::string> stopped_because;
  std::int64_t total = 0;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> finished_at;
};

struct BulkProgress {
  std::int64_t pending = 0;
  std::int64_t sent = 0;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t refused = 0;
};

namespace bulks {
port::Query insert(const BulkRow& bulk);
port::Query add_run(std::int64_t account_id, std::int64_t bulk_id, std::int64_t run_id);
port::Query find(std::int64_t account_id, std::int64_t id);
// Of all accounts, oldest first.
port::Query running();
BulkRow row(const port::Row& row);
port::Query finish(const BulkRow& bulk);
port::Query progress(std::int64_t account_id, std::int64_t id);
BulkProgress progress_row(const port::Row& row);
// One number: those that were sent and have not ended.
port::Query outstanding(std::int64_t account_id, std::int64_t id);
// The oldest runs whose turn has not come: (run_id).
port::Query next(std::int64_t account_id, std::int64_t id, std::int64_t limit);
port::Query set_state(std::int64_t account_id, std::int64_t id, std::int64_t run_id,
                      const std::string& state);
// A run that was sent has ended: done, or failed for that cause. Nothing, where none was.
port::Query ended(std::int64_t account_id, std::int64_t run_id,
                  const std::optional<std::string>& problem);
// The cause that most of its runs failed of: (problem, count).
port::Query commonest_failure(std::int64_t account_id, std::int64_t id);
}  // namespace bulks

}  // namespace byte8::store
