#pragma once
// Events (the inbox) and runs (what is done about them), with their attempts.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct EventRow {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::string idempotency_key;
  std::string body_hash;
  std::int64_t run_id = 0;
  std::int64_t received_at = 0;
};

struct RunRow {
  std::int64_t account_id = 0;
  std::int64_t id = 0;
  std::int64_t binding_id = 0;
  std::int64_t store_id = 0;
  std::string event;
  std::string lane = "live";
  std::string entity_kind;
  std::int64_t magento_id = 0;
  std::optional<std::string> magento_reference;
  std::string payload;
  std::string occurred_at;
  std::string status = "queued";
  std::optional<std::string> reason;
  std::int64_t policy_version = 0;
  std::int64_t retries = 0;
  std::int64_t crashes = 0;
  std::int64_t created_at = 0;
  // How far the ledger's total may be from the store's this time: a person has seen and accepted
  // it.
  std::optional<std::string> accepted_difference;
};

// Whether a run in this status may still do something.
bool is_open(std::string_view status);

// What the scheduler keeps of an open run.
struct OpenRun {
  std::int64_t id = 0;
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::string lane;
  std::string entity_kind;
  std::int64_t magento_id = 0;
  std::string status;
  std::optional<std::int64_t> next_attempt_at;
  std::optional<std::string> reason;
};

// How a run ended, or what it waits for. Absent texts become NULL.
struct RunEnd {
  std::string status;
  std::optional<std::string> reason;
  std::optional<std::string> skip_reason;
  std::optional<std::string> error_code;
  std::optional<std::string> error_message;
  std::optional<std::string> detail_code;
  std::optional<std::string> notes;   // JSON array of codes
  std::optional<std::string> result;  // JSON: provider, totals, comparison
  std::optional<std::string> magento_reference;
  std::int64_t retries = 0;
  std::optional<std::int64_t> next_attempt_at;
  std::optional<std::int64_t> finished_at;
};

struct AttemptRow {
  std::int64_t account_id = 0;
  std::int64_t run_id = 0;
  std::string step;
  std::string outcome;
  std::string effect;  // none | maybe | done
  std::string method;
  std::string url;
  std::optional<std::int64_t> status;
  std::optional<std::string> request_id;
  std::int64_t started_at = 0;
  std::int64_t ended_at = 0;
};

namespace runs {
port::Query find_event(std::int64_t account_id, std::int64_t store_id, const std::string& key);
port::Query put_event(const EventRow& event);
EventRow event_row(const port::Row& row);

port::Query insert(const RunRow& run);
port::Query find(std::int64_t account_id, std::int64_t id);
RunRow row(const port::Row& row);
// All open runs with an id above `after`, in order, at most `limit`.
port::Query open_after(std::int64_t after, std::int64_t limit);
OpenRun open_row(const port::Row& row);

port::Query start(std::int64_t account_id, std::int64_t id);
port::Query finish(std::int64_t account_id, std::int64_t id, const RunEnd& end);
// Open runs of a binding become cancelled; `changed` is their number.
port::Query cancel_open(std::int64_t account_id, std::int64_t binding_id, const std::string& reason,
                        std::int64_t at);
port::Query reopen(std::int64_t account_id, std::int64_t id, std::int64_t policy_version,
                   const std::string& lane);
// Runs under way go back to the queue (pause, hold).
port::Query requeue_running(std::int64_t account_id, std::int64_t binding_id);
port::Query count_crash(std::int64_t account_id, std::int64_t id);
port::Query highest_id();

port::Query insert_attempt(const AttemptRow& attempt);
}  // namespace runs

}  // namespace byte8::store
