#include "store/reports.h"

namespace byte8::store {
namespace reports {
namespace {

const port::Sql owe_sql{"owe_report",
                        "INSERT INTO report (account_id, store_id, entity_type, magento_id, body, "
                        "version, sent_version, "
                        "tries) VALUES ($1, $2, $3, $4, $5, 1, 0, 0) "
                        "ON CONFLICT (account_id, store_id, entity_type, magento_id) DO UPDATE SET "
                        "body = excluded.body, version = report.version + 1, tries = 0"};
const port::Sql owed_sql{
    "owed_reports",
    "SELECT account_id, store_id, entity_type, magento_id, body, version, sent_version, tries "
    "FROM report WHERE version > sent_version AND account_id = $1 AND store_id = $2 "
    "ORDER BY tries, entity_type, magento_id LIMIT $3"};
const port::Sql stores_owed_sql{
    "stores_owed", "SELECT DISTINCT account_id, store_id FROM report WHERE version > sent_version"};
const port::Sql sent_sql{
    "report_sent",
    "UPDATE report SET sent_version = $5, reported_at = $6, tries = 0 "
    "WHERE account_id = $1 AND store_id = $2 AND entity_type = $3 AND magento_id = $4 "
    "AND version = $5"};
const port::Sql tried_sql{
    "report_tried",
    "UPDATE report SET tries = tries + 1 "
    "WHERE account_id = $1 AND store_id = $2 AND entity_type = $3 AND magento_id = $4"};

}  // namespace

ReportRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .store_id = r.integer(1),
          .entity_type = r.text(2),
          .magento_id = r.integer(3),
          .body = r.text(4),
          .version = r.integer(5),
          .sent_version = r.integer(6),
          .tries = r.integer(7)};
}

port::Query owe(const ReportRow& r) {
  return {&owe_sql, {r.account_id, r.store_id, r.entity_type, r.magento_id, r.body}};
}

port::Query owed(std::int64_t account_id, std::int64_t store_id, std::int64_t limit) {
  return {&owed_sql, {account_id, store_id, limit}};
}

port::Query stores_owed() {
  return {&stores_owed_sql, {}};
}

port::Query sent(const ReportRow& r, std::int64_t at) {
  return {&sent_sql, {r.account_id, r.store_id, r.entity_type, r.magento_id, r.version, at}};
}

port::Query tried(const ReportRow& r) {
  return {&tried_sql, {r.account_id, r.store_id, r.entity_type, r.magento_id}};
}

}  // namespace reports

namespace node_state {
namespace {

const port::Sql find_sql{
    "find_node_state",
    "SELECT clean, suspect_account, suspect_run, starts FROM node_state WHERE node = $1"};
const port::Sql put_sql{
    "put_node_state",
    "INSERT INTO node_state (node, clean, suspect_account, suspect_run, starts) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (node) DO UPDATE SET clean = excluded.clean, "
    "suspect_account = excluded.suspect_account, suspect_run = excluded.suspect_run, "
    "starts = excluded.starts"};

}  // namespace

port::Query find(const std::string& node) {
  return {&find_sql, {node}};
}

port::Query put(const std::string& node, bool clean, std::optional<std::int64_t> suspect_account,
                std::optional<std::int64_t> suspect_run, std::int64_t starts) {
  return {&put_sql,
          {node, std::int64_t{clean ? 1 : 0}, port::nullable(suspect_account),
           port::nullable(suspect_run), starts}};
}

}  // namespace node_state
}  // namespace byte8::store
