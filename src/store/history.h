#pragma once
// Runs as people read them: lists with filters, one run with its attempts, and the numbers on
// tiles.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "port/db.h"
#include "store/runs.h"

namespace byte8::store {

// A run with all that a page shows of it.
struct RunView {
  RunRow run;
  std::optional<std::string> skip_reason;
  std::optional<std::string> error_code;
  std::optional<std::string> error_message;
  std::optional<std::string> detail_code;
  std::optional<std::string> notes;   // JSON array of codes
  std::optional<std::string> result;  // JSON: provider, totals, comparison
  std::optional<std::int64_t> next_attempt_at;
  std::optional<std::string> actor;
  std::optional<std::int64_t> finished_at;
  std::optional<std::string> problem;  // the cause it counts under, while it is failed or held
};

// Another run about the same entity.
struct RelatedRun {
  std::int64_t id = 0;
  std::string event;
};

struct AttemptView {
  AttemptRow attempt;
  std::int64_t n = 0;
};

struct ReportedView {
  std::string body;  // JSON of port::SyncState
  std::optional<std::int64_t> at;
};

// How a binding does.
struct BindingNumbers {
  std::int64_t binding_id = 0;
  std::int64_t open = 0;
  std::optional<std::int64_t> oldest_open_at;
  std::int64_t failed_24h = 0;
  std::int64_t needs_review = 0;
  std::optional<std::int64_t> last_success_at;
};

struct StoreNumbers {
  std::int64_t pending = 0;
  std::int64_t failed_24h = 0;
  std::optional<std::int64_t> last_run_at;
};

// Open runs of an account, counted up to a hundred thousand.
struct OpenNumbers {
  std::int64_t count = 0;
  std::optional<std::int64_t> oldest_at;
};

namespace history {
// What a view is read from, here and in lists (store/runs_pages.h).
inline constexpr std::string_view view_columns =
    "account_id, id, binding_id, store_id, event, lane, entity_kind, magento_id, "
    "magento_reference, occurred_at, status, reason, policy_version, retries, crashes, created_at, "
    "skip_reason, error_code, error_message, detail_code, notes, result, next_attempt_at, actor, "
    "finished_at, problem";
port::Query find(std::int64_t account_id, std::int64_t id);
RunView view(const port::Row& row);
// Newest first, without the run itself.
port::Query related(const RunRow& run, std::int64_t limit);
RelatedRun related_row(const port::Row& row);
port::Query attempts(std::int64_t account_id, std::int64_t run_id);
AttemptView attempt(const port::Row& row);
port::Query reported(std::int64_t account_id, std::int64_t store_id, const std::string& entity_type,
                     std::int64_t magento_id);
ReportedView reported_view(const port::Row& row);

// Open runs of one binding, oldest first; columns as open_row reads them.
port::Query open_of_binding(std::int64_t account_id, std::int64_t binding_id);
// Those that wait for that reason.
port::Query waiting(std::int64_t account_id, std::int64_t binding_id, const std::string& reason);
// Back to the queue, with the policy of this moment.
port::Query requeue(std::int64_t account_id, std::int64_t run_id, std::int64_t policy_version);
port::Query name_actor(std::int64_t account_id, std::int64_t run_id, const std::string& actor);

// A row per binding of the account that is asked for; 0: all of them.
port::Query binding_numbers(std::int64_t account_id, std::int64_t binding_id, std::int64_t since);
BindingNumbers numbers_row(const port::Row& row);
port::Query open_of_account(std::int64_t account_id);
OpenNumbers open_numbers_row(const port::Row& row);
port::Query store_numbers(std::int64_t account_id, std::int64_t store_id, std::int64_t since);
StoreNumbers store_numbers_row(const port::Row& row);
}  // namespace history

}  // namespace byte8::store
