#include "store/runs_bulk.h"

namespace byte8::store::bulks {
namespace {

const port::Sql insert_sql{
    "insert_bulk",
    "INSERT INTO bulk (account_id, id, action, filter, reason, actor, status, total, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $8)"};
const port::Sql add_run_sql{
    "insert_bulk_run",
    "INSERT INTO bulk_run (account_id, bulk_id, run_id, state) VALUES ($1, $2, $3, 'pending')"};
const port::Sql find_sql{
    "find_bulk",
    "SELECT account_id, id, action, filter, reason, actor, status, stopped_because, total, "
    "created_at, finished_at FROM bulk WHERE account_id = $1 AND id = $2"};
const port::Sql running_sql{
    "running_bulks",
    "SELECT account_id, id, action, filter, reason, actor, status, stopped_because, total, "
    "created_at, finished_at FROM bulk WHERE status = 'running' ORDER BY id"};
const port::Sql finish_sql{
    "finish_bulk",
    "UPDATE bulk SET status = $3, stopped_because = $4, finished_at = $5 WHERE account_id = $1 "
    "AND id = $2 AND status = 'running'"};
const port::Sql progress_sql{
    "bulk_progress",
    "SELECT COALESCE(SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN state = 'refused' THEN 1 ELSE 0 END), 0) "
    "FROM bulk_run WHERE account_id = $1 AND bulk_id = $2"};
// The sign keeps the planner to the index of what was sent, which is never long.
const port::Sql outstanding_sql{
    "outstanding_bulk_runs",
    "SELECT COUNT(1) FROM bulk_run WHERE account_id = $1 AND +bulk_id = $2 AND state = 'sent'"};
const port::Sql next_sql{
    "next_bulk_runs",
    "SELECT run_id FROM bulk_run WHERE account_id = $1 AND bulk_id = $2 AND state = 'pending' "
    "ORDER BY run_id LIMIT $3"};
const port::Sql set_state_sql{
    "set_bulk_run",
    "UPDATE bulk_run SET state = $4 WHERE account_id = $1 AND bulk_id = $2 AND run_id = $3"};
const port::Sql ended_sql{
    "bulk_run_ended",
    "UPDATE bulk_run SET state = CASE WHEN $3 = '' THEN 'done' ELSE 'failed' END, problem = $3 "
    "WHERE account_id = $1 AND run_id = $2 AND state = 'sent'"};
const port::Sql commonest_sql{
    "bulk_commonest_failure",
    "SELECT problem, COUNT(1) FROM bulk_run WHERE account_id = $1 AND bulk_id = $2 "
    "AND state = 'failed' GROUP BY problem ORDER BY 2 DESC LIMIT 1"};

}  // namespace

port::Query insert(const BulkRow& b) {
  return {&insert_sql,
          {b.account_id, b.id, b.action, b.filter, port::nullable(b.reason), b.actor, b.total,
           b.created_at}};
}

port::Query add_run(std::int64_t account_id, std::int64_t bulk_id, std::int64_t run_id) {
  return {&add_run_sql, {account_id, bulk_id, run_id}};
}

port::Query find(std::int64_t account_id, std::int64_t id) {
  return {&find_sql, {account_id, id}};
}

port::Query running() {
  return {&running_sql, {}};
}

BulkRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .id = r.integer(1),
          .action = r.text(2),
          .filter = r.text(3),
          .reason = r.maybe_text(4),
          .actor = r.text(5),
          .status = r.text(6),
          .stopped_because = r.maybe_text(7),
          .total = r.integer(8),
          .created_at = r.integer(9),
          .finished_at = r.maybe_integer(10)};
}

port::Query finish(const BulkRow& b) {
  return {&finish_sql,
          {b.account_id, b.id, b.status, port::nullable(b.stopped_because),
           port::nullable(b.finished_at)}};
}

port::Query progress(std::int64_t account_id, std::int64_t id) {
  return {&progress_sql, {account_id, id}};
}

BulkProgress progress_row(const port::Row& r) {
  return {.pending = r.integer(0),
          .sent = r.integer(1),
          .done = r.integer(2),
          .failed = r.integer(3),
          .refused = r.integer(4)};
}

port::Query outstanding(std::int64_t account_id, std::int64_t id) {
  return {&outstanding_sql, {account_id, id}};
}

port::Query next(std::int64_t account_id, std::int64_t id, std::int64_t limit) {
  return {&next_sql, {account_id, id, limit}};
}

port::Query set_state(std::int64_t account_id, std::int64_t id, std::int64_t run_id,
                      const std::string& state) {
  return {&set_state_sql, {account_id, id, run_id, state}};
}

port::Query ended(std::int64_t account_id, std::int64_t run_id,
                  const std::optional<std::string>& problem) {
  return {&ended_sql, {account_id, run_id, problem.value_or("")}};
}

port::Query commonest_failure(std::int64_t account_id, std::int64_t id) {
  return {&commonest_sql, {account_id, id}};
}

}  // namespace byte8::store::bulks
