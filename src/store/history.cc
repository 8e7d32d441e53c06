#include "store/history.h"

namespace byte8::store::history {
namespace {

const std::string find_text =
    "SELECT " + std::string(view_columns) + " FROM run WHERE account_id = $1 AND id = $2";
const port::Sql find_sql{"find_run_view", find_text};
const port::Sql related_sql{
    "related_runs",
    "SELECT id, event FROM run WHERE account_id = $1 AND magento_id = $2 AND entity_kind = $3 "
    "AND store_id = $4 AND id <> $5 ORDER BY id DESC LIMIT $6"};
const port::Sql attempts_sql{
    "attempts_of_run",
    "SELECT account_id, run_id, n, step, outcome, effect, method, url, status, request_id, "
    "started_at, ended_at FROM attempt WHERE account_id = $1 AND run_id = $2 ORDER BY n"};
const port::Sql reported_sql{
    "reported",
    "SELECT body, reported_at FROM report WHERE account_id = $1 AND store_id = $2 "
    "AND entity_type = $3 AND magento_id = $4"};
const port::Sql open_of_binding_sql{
    "open_runs_of_binding",
    "SELECT id, account_id, binding_id, lane, entity_kind, magento_id, status, next_attempt_at, "
    "reason FROM run WHERE finished_at IS NULL AND account_id = $1 AND binding_id = $2 ORDER BY "
    "id"};
const port::Sql waiting_sql{
    "waiting_runs",
    "SELECT id, account_id, binding_id, lane, entity_kind, magento_id, status, next_attempt_at, "
    "reason FROM run WHERE finished_at IS NULL AND account_id = $1 AND binding_id = $2 "
    "AND status = 'waiting' AND reason = $3 ORDER BY id"};
const port::Sql requeue_sql{
    "requeue_run",
    "UPDATE run SET status = 'queued', reason = NULL, next_attempt_at = NULL, policy_version = $3 "
    "WHERE account_id = $1 AND id = $2 AND finished_at IS NULL"};
const port::Sql name_actor_sql{"name_run_actor",
                               "UPDATE run SET actor = $3 WHERE account_id = $1 AND id = $2"};
const port::Sql binding_numbers_sql{
    "binding_numbers",
    "SELECT b.id, "
    "(SELECT COUNT(1) FROM run r WHERE r.finished_at IS NULL AND r.account_id = b.account_id "
    "AND r.binding_id = b.id), "
    "(SELECT MIN(r.id) FROM run r WHERE r.finished_at IS NULL AND r.account_id = b.account_id "
    "AND r.binding_id = b.id), "
    "(SELECT COUNT(1) FROM run r WHERE r.status IN ('failed', 'needs_review') "
    "AND r.account_id = b.account_id AND r.store_id = b.store_id AND r.binding_id = b.id "
    "AND r.finished_at >= $3), "
    "(SELECT COUNT(1) FROM run r WHERE r.status IN ('failed', 'needs_review') "
    "AND r.status = 'needs_review' AND r.account_id = b.account_id AND r.store_id = b.store_id "
    "AND r.binding_id = b.id), "
    "(SELECT r.finished_at FROM run r WHERE r.account_id = b.account_id AND r.binding_id = b.id "
    "AND r.status = 'succeeded' ORDER BY r.id DESC LIMIT 1) "
    "FROM binding b WHERE b.account_id = $1 AND ($2 = 0 OR b.id = $2)"};
const port::Sql open_of_account_sql{
    "open_of_account",
    "SELECT COUNT(1), MIN(id) FROM (SELECT id FROM run WHERE finished_at IS NULL "
    "AND +account_id = $1 ORDER BY id LIMIT 100000) AS open"};
const port::Sql store_numbers_sql{
    "store_numbers",
    "SELECT (SELECT COUNT(1) FROM run r WHERE r.finished_at IS NULL AND r.account_id = $1 "
    "AND r.store_id = $2), "
    "(SELECT COUNT(1) FROM run r WHERE r.status IN ('failed', 'needs_review') "
    "AND r.account_id = $1 AND r.store_id = $2 AND r.finished_at >= $3), "
    "(SELECT r.finished_at FROM run r WHERE r.account_id = $1 AND r.store_id = $2 "
    "AND r.finished_at IS NOT NULL ORDER BY r.id DESC LIMIT 1)"};

// The upper bits of an id are when it was made (store/ids.h).
std::optional<std::int64_t> made_at(const port::Row& r, std::size_t column) {
  constexpr std::int64_t ids_begin = 1'704'067'200'000;
  if (r.null(column)) return std::nullopt;
  return (r.integer(column) >> 20) + ids_begin;
}

}  // namespace

port::Query find(std::int64_t account_id, std::int64_t id) {
  return {&find_sql, {account_id, id}};
}

RunView view(const port::Row& r) {
  RunView view;
  view.run = {.account_id = r.integer(0),
              .id = r.integer(1),
              .binding_id = r.integer(2),
              .store_id = r.integer(3),
              .event = r.text(4),
              .lane = r.text(5),
              .entity_kind = r.text(6),
              .magento_id = r.integer(7),
              .magento_reference = r.maybe_text(8),
              .occurred_at = r.text(9),
              .status = r.text(10),
              .reason = r.maybe_text(11),
              .policy_version = r.integer(12),
              .retries = r.integer(13),
              .crashes = r.integer(14),
              .created_at = r.integer(15)};
  view.skip_reason = r.maybe_text(16);
  view.error_code = r.maybe_text(17);
  view.error_message = r.maybe_text(18);
  view.detail_code = r.maybe_text(19);
  view.notes = r.maybe_text(20);
  view.result = r.maybe_text(21);
  view.next_attempt_at = r.maybe_integer(22);
  view.actor = r.maybe_text(23);
  view.finished_at = r.maybe_integer(24);
  view.problem = r.maybe_text(25);
  return view;
}

port::Query related(const RunRow& run, std::int64_t limit) {
  return {&related_sql,
          {run.account_id, run.magento_id, run.entity_kind, run.store_id, run.id, limit}};
}

RelatedRun related_row(const port::Row& r) {
  return {.id = r.integer(0), .event = r.text(1)};
}

port::Query attempts(std::int64_t account_id, std::int64_t run_id) {
  return {&attempts_sql, {account_id, run_id}};
}

AttemptView attempt(const port::Row& r) {
  AttemptView view;
  view.n = r.integer(2);
  view.attempt = {.account_id = r.integer(0),
                  .run_id = r.integer(1),
                  .step = r.text(3),
                  .outcome = r.text(4),
                  .effect = r.text(5),
                  .method = r.text(6),
                  .url = r.text(7),
                  .status = r.maybe_integer(8),
                  .request_id = r.maybe_text(9),
                  .started_at = r.integer(10),
                  .ended_at = r.integer(11)};
  return view;
}

port::Query reported(std::int64_t account_id, std::int64_t store_id, const std::string& entity_type,
                     std::int64_t magento_id) {
  return {&reported_sql, {account_id, store_id, entity_type, magento_id}};
}

ReportedView reported_view(const port::Row& r) {
  return {.body = r.text(0), .at = r.maybe_integer(1)};
}

port::Query open_of_binding(std::int64_t account_id, std::int64_t binding_id) {
  return {&open_of_binding_sql, {account_id, binding_id}};
}

port::Query waiting(std::int64_t account_id, std::int64_t binding_id, const std::string& reason) {
  return {&waiting_sql, {account_id, binding_id, reason}};
}

port::Query requeue(std::int64_t account_id, std::int64_t run_id, std::int64_t policy_version) {
  return {&requeue_sql, {account_id, run_id, policy_version}};
}

port::Query name_actor(std::int64_t account_id, std::int64_t run_id, const std::string& actor) {
  return {&name_actor_sql, {account_id, run_id, actor}};
}

port::Query binding_numbers(std::int64_t account_id, std::int64_t binding_id, std::int64_t since) {
  return {&binding_numbers_sql, {account_id, binding_id, since}};
}

BindingNumbers numbers_row(const port::Row& r) {
  return {.binding_id = r.integer(0),
          .open = r.integer(1),
          .oldest_open_at = made_at(r, 2),
          .failed_24h = r.integer(3),
          .needs_review = r.integer(4),
          .last_success_at = r.maybe_integer(5)};
}

port::Query open_of_account(std::int64_t account_id) {
  return {&open_of_account_sql, {account_id}};
}

OpenNumbers open_numbers_row(const port::Row& r) {
  return {.count = r.integer(0), .oldest_at = made_at(r, 1)};
}

port::Query store_numbers(std::int64_t account_id, std::int64_t store_id, std::int64_t since) {
  return {&store_numbers_sql, {account_id, store_id, since}};
}

StoreNumbers store_numbers_row(const port::Row& r) {
  return {.pending = r.integer(0), .failed_24h = r.integer(1), .last_run_at = r.maybe_integer(2)};
}

}  // namespace byte8::store::history
