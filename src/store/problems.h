#pragma once
// Causes of failed and held runs. A run counts in one while it is failed or held (run.problem), so
// the numbers are kept and never counted; a statement that comes twice changes nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "port/db.h"

namespace byte8::store {

struct ProblemRow {
  std::int64_t account_id = 0;
  std::string fingerprint;
  std::string status = "open";  // open | acknowledged | ignored | resolved
  std::string code;
  std::string message;     // of the newest run
  std::int64_t count = 0;  // runs that count here now
  std::int64_t first_at = 0;
  std::int64_t last_at = 0;
  std::int64_t last_run_id = 0;
};

// A failed or held run that counts nowhere yet.
struct Uncounted {
  std::int64_t account_id = 0;
  std::int64_t run_id = 0;
  std::int64_t binding_id = 0;
  std::string error_code;
  std::optional<std::string> detail_code;
  std::string message;
  std::int64_t finished_at = 0;
};

namespace problems {
// The run (cause.last_run_id) counts there from now on. A resolved or acknowledged cause is open
// again, an ignored one is not.
std::vector<port::Query> enter(const ProblemRow& cause);
// It counts no more: before it is opened again, cancelled or settled. The last one resolves.
std::vector<port::Query> leave(std::int64_t account_id, std::int64_t run_id);

// Most urgent first: the newest trouble. `status` empty: all.
port::Query list(std::int64_t account_id, const std::string& status, std::int64_t limit);
port::Query find(std::int64_t account_id, const std::string& fingerprint);
ProblemRow row(const port::Row& row);
port::Query set_status(std::int64_t account_id, const std::string& fingerprint,
                       const std::string& status);
// (fingerprint, binding_id) of all that count somewhere.
port::Query bindings(std::int64_t account_id);
// Its newest runs, with their totals: (id, result).
port::Query samples(std::int64_t account_id, const std::string& fingerprint, std::int64_t limit);
// One number: causes that are open.
port::Query open_count(std::int64_t account_id);

port::Query uncounted(std::int64_t limit);
Uncounted uncounted_row(const port::Row& row);
}  // namespace problems

}  // namespace byte8::store
