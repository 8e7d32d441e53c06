#include "store/problems.h"

namespace byte8::store::problems {
namespace {

// Both take what they need from the run itself, and only where it counts nowhere yet.
const port::Sql enter_sql{
    "enter_problem",
    "INSERT INTO problem (account_id, fingerprint, status, code, message, count, first_at, "
    "last_at, last_run_id) SELECT account_id, $3, 'open', $4, $5, 1, $6, $6, id FROM run "
    "WHERE account_id = $1 AND id = $2 AND problem IS NULL "
    "AND (status = 'failed' OR status = 'needs_review') "
    "ON CONFLICT (account_id, fingerprint) DO UPDATE SET count = problem.count + 1, "
    "message = excluded.message, last_at = excluded.last_at, last_run_id = excluded.last_run_id, "
    "first_at = CASE WHEN problem.count = 0 THEN excluded.first_at ELSE problem.first_at END, "
    "status = CASE WHEN problem.status = 'ignored' THEN 'ignored' ELSE 'open' END"};
const port::Sql enter_binding_sql{
    "enter_problem_binding",
    "INSERT INTO problem_binding (account_id, fingerprint, binding_id, count) "
    "SELECT account_id, $3, binding_id, 1 FROM run WHERE account_id = $1 AND id = $2 "
    "AND problem IS NULL AND (status = 'failed' OR status = 'needs_review') "
    "ON CONFLICT (account_id, fingerprint, binding_id) DO UPDATE SET "
    "count = problem_binding.count + 1"};
const port::Sql name_sql{
    "name_problem",
    "UPDATE run SET problem = $3 WHERE account_id = $1 AND id = $2 AND problem IS NULL "
    "AND (status = 'failed' OR status = 'needs_review')"};

const port::Sql leave_sql{
    "leave_problem",
    "UPDATE problem SET count = count - 1, "
    "status = CASE WHEN count = 1 AND status <> 'ignored' THEN 'resolved' ELSE status END "
    "WHERE account_id = $1 AND fingerprint = "
    "(SELECT problem FROM run WHERE account_id = $1 AND id = $2)"};
const port::Sql leave_binding_sql{
    "leave_problem_binding",
    "UPDATE problem_binding SET count = count - 1 WHERE account_id = $1 "
    "AND fingerprint = (SELECT problem FROM run WHERE account_id = $1 AND id = $2) "
    "AND binding_id = (SELECT binding_id FROM run WHERE account_id = $1 AND id = $2)"};
const port::Sql unname_sql{"unname_problem",
                           "UPDATE run SET problem = NULL WHERE account_id = $1 AND id = $2 "
                           "AND problem IS NOT NULL"};

const port::Sql list_sql{
    "list_problems",
    "SELECT account_id, fingerprint, status, code, message, count, first_at, last_at, last_run_id "
    "FROM problem WHERE account_id = $1 AND ($2 = '' OR status = $2) "
    "ORDER BY last_at DESC, fingerprint LIMIT $3"};
const port::Sql find_sql{
    "find_problem",
    "SELECT account_id, fingerprint, status, code, message, count, first_at, last_at, last_run_id "
    "FROM problem WHERE account_id = $1 AND fingerprint = $2"};
const port::Sql set_status_sql{
    "set_problem_status",
    "UPDATE problem SET status = $3 WHERE account_id = $1 AND fingerprint = $2"};
const port::Sql bindings_sql{
    "problem_bindings",
    "SELECT fingerprint, binding_id FROM problem_binding WHERE account_id = $1 AND count > 0 "
    "ORDER BY fingerprint, binding_id"};
const port::Sql samples_sql{
    "problem_samples",
    "SELECT id, result FROM run WHERE account_id = $1 AND problem IS NOT NULL AND problem = $2 "
    "ORDER BY id DESC LIMIT $3"};
const port::Sql open_count_sql{
    "open_problems", "SELECT COUNT(1) FROM problem WHERE account_id = $1 AND status = 'open'"};
const port::Sql uncounted_sql{
    "uncounted_runs",
    "SELECT account_id, id, binding_id, error_code, detail_code, error_message, finished_at "
    "FROM run WHERE problem IS NULL AND (status = 'failed' OR status = 'needs_review') "
    "ORDER BY id LIMIT $1"};

}  // namespace

std::vector<port::Query> enter(const ProblemRow& c) {
  return {{&enter_sql, {c.account_id, c.last_run_id, c.fingerprint, c.code, c.message, c.last_at}},
          {&enter_binding_sql, {c.account_id, c.last_run_id, c.fingerprint}},
          {&name_sql, {c.account_id, c.last_run_id, c.fingerprint}}};
}

std::vector<port::Query> leave(std::int64_t account_id, std::int64_t run_id) {
  return {{&leave_sql, {account_id, run_id}},
          {&leave_binding_sql, {account_id, run_id}},
          {&unname_sql, {account_id, run_id}}};
}

port::Query list(std::int64_t account_id, const std::string& status, std::int64_t limit) {
  return {&list_sql, {account_id, status, limit}};
}

port::Query find(std::int64_t account_id, const std::string& fingerprint) {
  return {&find_sql, {account_id, fingerprint}};
}

ProblemRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .fingerprint = r.text(1),
          .status = r.text(2),
          .code = r.text(3),
          .message = r.text(4),
          .count = r.integer(5),
          .first_at = r.integer(6),
          .last_at = r.integer(7),
          .last_run_id = r.integer(8)};
}

port::Query set_status(std::int64_t account_id, const std::string& fingerprint,
                       const std::string& status) {
  return {&set_status_sql, {account_id, fingerprint, status}};
}

port::Query bindings(std::int64_t account_id) {
  return {&bindings_sql, {account_id}};
}

port::Query samples(std::int64_t account_id, const std::string& fingerprint, std::int64_t limit) {
  return {&samples_sql, {account_id, fingerprint, limit}};
}

port::Query open_count(std::int64_t account_id) {
  return {&open_count_sql, {account_id}};
}

port::Query uncounted(std::int64_t limit) {
  return {&uncounted_sql, {limit}};
}

Uncounted uncounted_row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .run_id = r.integer(1),
          .binding_id = r.integer(2),
          .error_code = r.text_or(3, "internal"),
          .detail_code = r.maybe_text(4),
          .message = r.text_or(5),
          .finished_at = r.integer_or(6, 0)};
}

}  // namespace byte8::store::problems
