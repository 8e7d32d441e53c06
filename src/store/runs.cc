#include "store/runs.h"

namespace byte8::store {

bool is_open(std::string_view status) {
  return status == "queued" || status == "running" || status == "waiting";
}

namespace runs {
namespace {

const port::Sql find_event_sql{
    "find_event",
    "SELECT account_id, store_id, idempotency_key, body_hash, run_id, received_at FROM event "
    "WHERE account_id = $1 AND store_id = $2 AND idempotency_key = $3"};
const port::Sql put_event_sql{
    "put_event",
    "INSERT INTO event (account_id, store_id, idempotency_key, body_hash, run_id, received_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (account_id, store_id, idempotency_key) DO UPDATE SET "
    "body_hash = excluded.body_hash, run_id = excluded.run_id, received_at = excluded.received_at"};
const port::Sql insert_sql{
    "insert_run",
    "INSERT INTO run (account_id, id, binding_id, store_id, event, lane, entity_kind, magento_id, "
    "magento_reference, payload, occurred_at, status, reason, policy_version, retries, crashes, "
    "created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, $15)"};
const port::Sql find_sql{
    "find_run",
    "SELECT account_id, id, binding_id, store_id, event, lane, entity_kind, magento_id, "
    "magento_reference, payload, occurred_at, status, reason, policy_version, retries, crashes, "
    "created_at, accepted_difference FROM run WHERE account_id = $1 AND id = $2"};
const port::Sql open_after_sql{
    "open_runs",
    "SELECT id, account_id, binding_id, lane, entity_kind, magento_id, status, next_attempt_at, "
    "reason FROM run WHERE finished_at IS NULL AND id > $1 ORDER BY id LIMIT $2"};
const port::Sql start_sql{
    "start_run",
    "UPDATE run SET status = 'running', reason = NULL, next_attempt_at = NULL "
    "WHERE account_id = $1 AND id = $2 AND finished_at IS NULL"};
// The sign keeps SQLite from reading all of the account by its key.
const port::Sql requeue_running_sql{
    "requeue_running",
    "UPDATE run SET status = 'queued' WHERE finished_at IS NULL AND +account_id = $1 "
    "AND binding_id = $2 AND status = 'running'"};
const port::Sql finish_sql{
    "finish_run",
    "UPDATE run SET status = $3, reason = $4, skip_reason = $5, error_code = $6, "
    "error_message = $7, detail_code = $8, notes = COALESCE($9, notes), "
    "result = COALESCE($10, result), magento_reference = COALESCE($11, magento_reference), "
    "retries = $12, next_attempt_at = $13, finished_at = $14 WHERE account_id = $1 AND id = $2"};
const port::Sql cancel_open_sql{
    "cancel_open_runs",
    "UPDATE run SET status = 'cancelled', reason = $3, next_attempt_at = NULL, finished_at = $4 "
    "WHERE finished_at IS NULL AND +account_id = $1 AND binding_id = $2"};
const port::Sql reopen_sql{
    "reopen_run",
    "UPDATE run SET status = 'queued', reason = NULL, skip_reason = NULL, error_code = NULL, "
    "error_message = NULL, detail_code = NULL, retries = 0, next_attempt_at = NULL, "
    "finished_at = NULL, policy_version = $3, lane = $4 "
    "WHERE account_id = $1 AND id = $2 AND finished_at IS NOT NULL"};
const port::Sql count_crash_sql{
    "count_crash", "UPDATE run SET crashes = crashes + 1 WHERE account_id = $1 AND id = $2"};
const port::Sql highest_id_sql{"highest_id",
                               "SELECT MAX(top) FROM (SELECT COALESCE(MAX(id), 0) AS top FROM run "
                               "UNION ALL SELECT COALESCE(MAX(id), 0) FROM binding "
                               "UNION ALL SELECT COALESCE(MAX(id), 0) FROM account) AS tops"};
// Numbered by the statement itself, so that an attempt is one write and no read.
const port::Sql insert_attempt_sql{
    "insert_attempt",
    "INSERT INTO attempt (account_id, run_id, n, step, outcome, effect, method, url, status, "
    "request_id, started_at, ended_at) "
    "VALUES ($1, $2, "
    "(SELECT COALESCE(MAX(n), 0) + 1 FROM attempt WHERE account_id = $1 AND run_id = $2), "
    "$3, $4, $5, $6, $7, $8, $9, $10, $11)"};

}  // namespace

port::Query find_event(std::int64_t account_id, std::int64_t store_id, const std::string& key) {
  return {&find_event_sql, {account_id, store_id, key}};
}

port::Query put_event(const EventRow& e) {
  return {&put_event_sql,
          {e.account_id, e.store_id, e.idempotency_key, e.body_hash, e.run_id, e.received_at}};
}

EventRow event_row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .store_id = r.integer(1),
          .idempotency_key = r.text(2),
          .body_hash = r.text(3),
          .run_id = r.integer(4),
          .received_at = r.integer(5)};
}

port::Query insert(const RunRow& r) {
  return {&insert_sql,
          {r.account_id, r.id, r.binding_id, r.store_id, r.event, r.lane, r.entity_kind,
           r.magento_id, port::nullable(r.magento_reference), r.payload, r.occurred_at, r.status,
           port::nullable(r.reason), r.policy_version, r.created_at}};
}

port::Query find(std::int64_t account_id, std::int64_t id) {
  return {&find_sql, {account_id, id}};
}

RunRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .id = r.integer(1),
          .binding_id = r.integer(2),
          .store_id = r.integer(3),
          .event = r.text(4),
          .lane = r.text(5),
          .entity_kind = r.text(6),
          .magento_id = r.integer(7),
          .magento_reference = r.maybe_text(8),
          .payload = r.text(9),
          .occurred_at = r.text(10),
          .status = r.text(11),
          .reason = r.maybe_text(12),
          .policy_version = r.integer(13),
          .retries = r.integer(14),
          .crashes = r.integer(15),
          .created_at = r.integer(16),
          .accepted_difference = r.maybe_text(17)};
}

port::Query open_after(std::int64_t after, std::int64_t limit) {
  return {&open_after_sql, {after, limit}};
}

OpenRun open_row(const port::Row& r) {
  return {.id = r.integer(0),
          .account_id = r.integer(1),
          .binding_id = r.integer(2),
          .lane = r.text(3),
          .entity_kind = r.text(4),
          .magento_id = r.integer(5),
          .status = r.text(6),
          .next_attempt_at = r.maybe_integer(7),
          .reason = r.maybe_text(8)};
}

port::Query start(std::int64_t account_id, std::int64_t id) {
  return {&start_sql, {account_id, id}};
}

port::Query requeue_running(std::int64_t account_id, std::int64_t binding_id) {
  return {&requeue_running_sql, {account_id, binding_id}};
}

port::Query finish(std::int64_t account_id, std::int64_t id, const RunEnd& e) {
  return {
      &finish_sql,
      {account_id, id, e.status, port::nullable(e.reason), port::nullable(e.skip_reason),
       port::nullable(e.error_code), port::nullable(e.error_message), port::nullable(e.detail_code),
       port::nullable(e.notes), port::nullable(e.result), port::nullable(e.magento_reference),
       e.retries, port::nullable(e.next_attempt_at), port::nullable(e.finished_at)}};
}

port::Query cancel_open(std::int64_t account_id, std::int64_t binding_id, const std::string& reason,
                        std::int64_t at) {
  return {&cancel_open_sql, {account_id, binding_id, reason, at}};
}

port::Query reopen(std::int64_t account_id, std::int64_t id, std::int64_t policy_version,
                   const std::string& lane) {
  return {&reopen_sql, {account_id, id, policy_version, lane}};
}

port::Query count_crash(std::int64_t account_id, std::int64_t id) {
  return {&count_crash_sql, {account_id, id}};
}

port::Query highest_id() {
  return {&highest_id_sql, {}};
}

port::Query insert_attempt(const AttemptRow& a) {
  return {&insert_attempt_sql,
          {a.account_id, a.run_id, a.step, a.outcome, a.effect, a.method, a.url,
           port::nullable(a.status), port::nullable(a.request_id), a.started_at, a.ended_at}};
}

}  // namespace runs
}  // namespace byte8::store
