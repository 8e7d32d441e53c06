#include "store/purge.h"

namespace byte8::store::purge {
namespace {

const port::Sql purge_attempt_sql{
    "purge_attempt",
    "DELETE FROM attempt WHERE account_id = $1 AND (run_id, n) IN (SELECT run_id, n FROM "
    "attempt WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_event_sql{
    "purge_event",
    "DELETE FROM event WHERE account_id = $1 AND (store_id, idempotency_key) IN (SELECT "
    "store_id, idempotency_key FROM event WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_run_sql{
    "purge_run",
    "DELETE FROM run WHERE account_id = $1 AND id IN (SELECT id FROM run WHERE account_id "
    "= $1 LIMIT $2)"};
const port::Sql purge_posting_sql{
    "purge_posting",
    "DELETE FROM posting WHERE account_id = $1 AND (operation_key, standing) IN (SELECT "
    "operation_key, standing FROM posting WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_entity_xref_sql{
    "purge_entity_xref",
    "DELETE FROM entity_xref WHERE account_id = $1 AND (store_id, business_id, kind, "
    "magento_key) IN (SELECT store_id, business_id, kind, magento_key FROM entity_xref "
    "WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_report_sql{
    "purge_report",
    "DELETE FROM report WHERE account_id = $1 AND (store_id, entity_type, magento_id) IN "
    "(SELECT store_id, entity_type, magento_id FROM report WHERE account_id = $1 LIMIT "
    "$2)"};
const port::Sql purge_exchange_sql{
    "purge_exchange",
    "DELETE FROM exchange WHERE account_id = $1 AND (run_id, n) IN (SELECT run_id, n FROM "
    "exchange WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_bulk_run_sql{
    "purge_bulk_run",
    "DELETE FROM bulk_run WHERE account_id = $1 AND (bulk_id, run_id) IN (SELECT bulk_id, "
    "run_id FROM bulk_run WHERE account_id = $1 LIMIT $2)"};
const port::Sql purge_counter_sql{"purge_counter", "DELETE FROM counter WHERE account_id = $1"};
const port::Sql purge_problem_sql{"purge_problem", "DELETE FROM problem WHERE account_id = $1"};
const port::Sql purge_problem_binding_sql{"purge_problem_binding",
                                          "DELETE FROM problem_binding WHERE account_id = $1"};
const port::Sql purge_bulk_sql{"purge_bulk", "DELETE FROM bulk WHERE account_id = $1"};
const port::Sql purge_reference_sql{"purge_reference",
                                    "DELETE FROM reference WHERE account_id = $1"};
const port::Sql purge_policy_sql{"purge_policy", "DELETE FROM policy WHERE account_id = $1"};
const port::Sql purge_policy_usage_sql{"purge_policy_usage",
                                       "DELETE FROM policy_usage WHERE account_id = $1"};
const port::Sql purge_oauth_state_sql{"purge_oauth_state",
                                      "DELETE FROM oauth_state WHERE account_id = $1"};
const port::Sql purge_oauth_tokens_sql{"purge_oauth_tokens",
                                       "DELETE FROM oauth_tokens WHERE account_id = $1"};
const port::Sql purge_consent_link_sql{"purge_consent_link",
                                       "DELETE FROM consent_link WHERE account_id = $1"};
const port::Sql purge_idempotency_sql{"purge_idempotency",
                                      "DELETE FROM idempotency WHERE account_id = $1"};
const port::Sql purge_binding_sql{"purge_binding", "DELETE FROM binding WHERE account_id = $1"};
const port::Sql purge_business_sql{"purge_business", "DELETE FROM business WHERE account_id = $1"};
const port::Sql purge_store_sql{"purge_store", "DELETE FROM store WHERE account_id = $1"};
const port::Sql purge_revocation_sql{
    "purge_revocation", "DELETE FROM revocation WHERE account_id = $1 AND state <> 'pending'"};
const port::Sql purge_counts_sql{
    "purge_counts",
    "SELECT (SELECT COUNT(1) FROM store WHERE account_id = $1), (SELECT COUNT(1) FROM "
    "binding WHERE account_id = $1), (SELECT COUNT(1) FROM run WHERE account_id = $1), "
    "(SELECT COUNT(1) FROM entity_xref WHERE account_id = $1)"};

}  // namespace

std::vector<port::Query> batch(std::int64_t account_id, std::int64_t limit) {
  std::vector<port::Query> all;
  for (const port::Sql* sql :
       {&purge_attempt_sql, &purge_event_sql, &purge_run_sql, &purge_posting_sql,
        &purge_entity_xref_sql, &purge_report_sql, &purge_exchange_sql, &purge_bulk_run_sql}) {
    all.push_back({sql, {account_id, limit}});
  }
  return all;
}

std::vector<port::Query> rest(std::int64_t account_id) {
  std::vector<port::Query> all;
  for (const port::Sql* sql :
       {&purge_counter_sql, &purge_problem_sql, &purge_problem_binding_sql, &purge_bulk_sql,
        &purge_reference_sql, &purge_policy_sql, &purge_policy_usage_sql, &purge_oauth_state_sql,
        &purge_oauth_tokens_sql, &purge_consent_link_sql, &purge_idempotency_sql,
        &purge_binding_sql, &purge_business_sql, &purge_store_sql, &purge_revocation_sql}) {
    all.push_back({sql, {account_id}});
  }
  return all;
}

port::Query counts(std::int64_t account_id) {
  return {&purge_counts_sql, {account_id}};
}

Counts counts_row(const port::Row& r) {
  return {.stores = r.integer(0),
          .bindings = r.integer(1),
          .runs = r.integer(2),
          .mappings = r.integer(3)};
}

}  // namespace byte8::store::purge
