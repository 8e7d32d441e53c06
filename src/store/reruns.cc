#include "store/reruns.h"

namespace byte8::store::reruns {
namespace {

const port::Sql cancelled_sql{
    "cancelled_runs",
    "SELECT id, account_id, binding_id, lane, entity_kind, magento_id, status, next_attempt_at, "
    "reason FROM run WHERE account_id = $1 AND binding_id = $2 AND status = 'cancelled' "
    "AND reason = 'binding_revoked' ORDER BY id"};
const port::Sql reopen_sql{
    "reopen_cancelled",
    "UPDATE run SET binding_id = $3, "
    "status = CASE WHEN $4 = 0 THEN 'waiting' ELSE 'queued' END, "
    "reason = CASE WHEN $4 = 0 THEN 'sage_not_connected' ELSE NULL END, "
    "policy_version = $4, retries = 0, next_attempt_at = NULL, finished_at = NULL "
    "WHERE account_id = $1 AND binding_id = $2 AND status = 'cancelled' "
    "AND reason = 'binding_revoked'"};
const port::Sql move_open_sql{"move_open_runs",
                              "UPDATE run SET binding_id = $3 WHERE finished_at IS NULL "
                              "AND account_id = $1 AND binding_id = $2"};
const port::Sql move_cancelled_sql{"move_cancelled_runs",
                                   "UPDATE run SET binding_id = $3 WHERE status = 'cancelled' "
                                   "AND account_id = $1 AND binding_id = $2"};
const port::Sql owe_all_reports_sql{
    "owe_all_reports",
    "UPDATE report SET version = version + 1, tries = 0 WHERE account_id = $1 AND store_id = $2"};

}  // namespace

port::Query cancelled(std::int64_t account_id, std::int64_t binding_id) {
  return {&cancelled_sql, {account_id, binding_id}};
}

port::Query reopen(std::int64_t account_id, std::int64_t binding_id, std::int64_t to,
                   std::int64_t policy_version) {
  return {&reopen_sql, {account_id, binding_id, to, policy_version}};
}

port::Query move_open(std::int64_t account_id, std::int64_t binding_id, std::int64_t to) {
  return {&move_open_sql, {account_id, binding_id, to}};
}

port::Query move_cancelled(std::int64_t account_id, std::int64_t binding_id, std::int64_t to) {
  return {&move_cancelled_sql, {account_id, binding_id, to}};
}

port::Query owe_all_reports(std::int64_t account_id, std::int64_t store_id) {
  return {&owe_all_reports_sql, {account_id, store_id}};
}

}  // namespace byte8::store::reruns
