#include "store/runs_acts.h"

namespace byte8::store::run_acts {
namespace {

const port::Sql ignore_sql{
    "ignore_run",
    "UPDATE run SET status = 'cancelled', reason = 'ignored', next_attempt_at = NULL, actor = $3, "
    "finished_at = $4 WHERE account_id = $1 AND id = $2 AND (status = 'failed' "
    "OR status = 'needs_review' OR status = 'waiting' OR status = 'queued')"};
const port::Sql accept_sql{
    "accept_difference",
    "UPDATE run SET accepted_difference = $3 WHERE account_id = $1 AND id = $2"};
const port::Sql refingerprint_sql{
    "refingerprint_xref",
    "UPDATE entity_xref SET fingerprint = $6 WHERE account_id = $1 AND store_id = $2 "
    "AND business_id = $3 AND kind = $4 AND magento_key = $5"};
// Their sealed parts are bound to the old keys and nobody asks for them again. A slash sorts right
// before a nought.
const port::Sql postings_aside_sql{
    "set_postings_aside",
    "UPDATE posting SET operation_key = 'before-' || $4 || '/' || operation_key, "
    "sealed_body = NULL, sealed_plan = NULL WHERE account_id = $1 AND operation_key >= $2 "
    "AND operation_key < $3"};
const port::Sql mappings_aside_sql{
    "set_xrefs_aside",
    "UPDATE entity_xref SET magento_key = 'before-' || $5 || '/' || magento_key "
    "WHERE account_id = $1 AND store_id = $2 AND business_id = $3 AND magento_key = $4 "
    "AND (kind = $6 OR ($6 = 'sales_invoice' AND kind = 'contact_payment'))"};
const port::Sql settle_sql{
    "settle_by_hand",
    "UPDATE posting SET state = 'settled', provider_id = $3, record = $4, settled_at = $5, "
    "error_code = NULL, error = NULL WHERE account_id = $1 AND operation_key = $2 "
    "AND standing = 1000 AND state <> 'settled'"};

}  // namespace

port::Query ignore(std::int64_t account_id, std::int64_t id, const std::string& actor,
                   std::int64_t at) {
  return {&ignore_sql, {account_id, id, actor, at}};
}

port::Query accept_difference(std::int64_t account_id, std::int64_t id,
                              const std::optional<std::string>& difference) {
  return {&accept_sql, {account_id, id, port::nullable(difference)}};
}

port::Query refingerprint(const XrefRow& x) {
  return {&refingerprint_sql,
          {x.account_id, x.store_id, x.business_id, x.kind, x.magento_key, x.fingerprint}};
}

port::Query set_postings_aside(std::int64_t account_id, const std::string& prefix,
                               std::int64_t act_id) {
  std::string end = prefix;
  end.back() = static_cast<char>(end.back() + 1);
  return {&postings_aside_sql, {account_id, prefix, end, std::to_string(act_id)}};
}

port::Query set_mappings_aside(const XrefRow& x, std::int64_t act_id) {
  return {&mappings_aside_sql,
          {x.account_id, x.store_id, x.business_id, x.magento_key, std::to_string(act_id), x.kind}};
}

port::Query settle_by_hand(std::int64_t account_id, const std::string& operation_key,
                           const std::string& provider_id, const std::string& record,
                           std::int64_t at) {
  return {&settle_sql, {account_id, operation_key, provider_id, record, at}};
}

}  // namespace byte8::store::run_acts
