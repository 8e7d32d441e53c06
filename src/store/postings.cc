#include "store/postings.h"

namespace byte8::store {
namespace postings {
namespace {

const port::Sql find_sql{
    "find_posting",
    "SELECT account_id, operation_key, generation, binding_id, business_id, kind, marker, "
    "idempotency_id, sealed_body, sealed_plan, body_hash, state, act_no, first_acted_at, acted_at, "
    "doubted, provider_id, record, error_code, error, created_at FROM posting "
    "WHERE account_id = $1 AND operation_key = $2 ORDER BY standing DESC"};
const port::Sql insert_sql{
    "insert_posting",
    "INSERT INTO posting (account_id, operation_key, generation, binding_id, business_id, kind, "
    "marker, idempotency_id, sealed_body, sealed_plan, body_hash, state, act_no, doubted, "
    "created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'intended', 0, 0, $12)"};
const port::Sql replace_body_sql{
    "replace_posting_body",
    "UPDATE posting SET binding_id = $4, marker = $5, sealed_body = $6, sealed_plan = $7, "
    "body_hash = $8 WHERE account_id = $1 AND operation_key = $2 AND generation = $3 "
    "AND state = 'intended' AND act_no = 0"};
const port::Sql mark_sql{
    "mark_posting",
    "UPDATE posting SET state = 'acted', act_no = act_no + 1, acted_at = $7, "
    "first_acted_at = COALESCE(first_acted_at, $7), binding_id = $5 "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state IN ('intended', 'acted') "
    "AND EXISTS (SELECT 1 FROM binding WHERE account_id = $1 AND id = $5 AND epoch = $6 "
    "AND status = 'active' AND hold IS NULL)"};
const port::Sql settle_sql{
    "settle_posting",
    "UPDATE posting SET state = 'settled', provider_id = $5, record = $6, settled_at = $7, "
    "error_code = NULL, error = NULL "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state = 'acted'"};
const port::Sql unacted_sql{
    "unact_posting",
    "UPDATE posting SET state = 'intended', error_code = $5, error = $6 "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state = 'acted'"};
const port::Sql doubt_sql{
    "doubt_posting",
    "UPDATE posting SET doubted = 1, error_code = $5, error = $6 "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state = 'acted'"};
const port::Sql refuse_sql{
    "refuse_posting",
    "UPDATE posting SET state = 'refused', standing = generation, error_code = $5, error = $6, "
    "settled_at = $7 "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state IN ('acted', 'intended')"};
const port::Sql hold_sql{
    "hold_posting",
    "UPDATE posting SET state = 'held', error_code = $5, error = $6, settled_at = $7 "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND state IN ('acted', 'intended')"};
const port::Sql adopt_sql{
    "adopt_posting",
    "UPDATE posting SET state = 'settled', provider_id = $5, record = $6, settled_at = $7, "
    "error_code = NULL, error = NULL "
    "WHERE account_id = $1 AND operation_key = $2 AND generation = $3 AND act_no = $4 "
    "AND (state = 'intended' OR state = 'acted' OR state = 'held')"};
const port::Sql release_sql{
    "release_posting",
    "UPDATE posting SET state = CASE WHEN act_no = 0 THEN 'intended' ELSE 'acted' END, "
    "doubted = 1, settled_at = NULL "
    "WHERE account_id = $1 AND operation_key = $2 AND state = 'held'"};
const port::Sql forget_sql{
    "forget_posting_bodies",
    "UPDATE posting SET sealed_body = NULL, sealed_plan = NULL WHERE (account_id, operation_key, "
    "standing) IN (SELECT account_id, operation_key, standing FROM posting "
    "WHERE settled_at < $1 AND sealed_body IS NOT NULL AND state <> 'held' "
    "ORDER BY settled_at LIMIT $2)"};

port::Params of(const PostingRef& ref) {
  return {ref.account_id, ref.operation_key, ref.generation, ref.act_no};
}

port::Query with(const port::Sql& sql, const PostingRef& ref, port::Params more) {
  port::Params params = of(ref);
  for (port::Value& value : more) params.push_back(std::move(value));
  return {&sql, std::move(params)};
}

const port::Sql gone_sql{
    "posting_gone",
    "UPDATE posting SET state = 'refused', standing = generation, provider_id = NULL, "
    "error_code = $3, error = $4 "
    "WHERE account_id = $1 AND operation_key = $2 AND standing = 1000 AND state = 'settled'"};
}  // namespace

std::string sealed_identity(std::string_view operation_key, std::int64_t generation,
                            std::string_view part) {
  return "posting:" + std::string(operation_key) + ":" + std::to_string(generation) + ":" +
         std::string(part);
}

port::Query find(std::int64_t account_id, const std::string& operation_key) {
  return {&find_sql, {account_id, operation_key}};
}

PostingRow row(port::Row r) {
  const auto text = [&r](std::size_t i) {
    return std::move(std::get<std::string>(r.columns.at(i)));
  };
  const auto blob = [&r](std::size_t i) {
    return r.null(i) ? std::string() : std::move(std::get<port::Blob>(r.columns.at(i)).bytes);
  };
  return {.account_id = r.integer(0),
          .operation_key = text(1),
          .generation = r.integer(2),
          .binding_id = r.integer(3),
          .business_id = r.integer(4),
          .kind = text(5),
          .marker = text(6),
          .idempotency_id = text(7),
          .sealed_body = blob(8),
          .sealed_plan = blob(9),
          .body_hash = text(10),
          .state = text(11),
          .act_no = r.integer(12),
          .first_acted_at = r.maybe_integer(13),
          .acted_at = r.maybe_integer(14),
          .doubted = r.integer(15) != 0,
          .provider_id = r.maybe_text(16),
          .record = r.maybe_text(17),
          .error_code = r.maybe_text(18),
          .error = r.maybe_text(19),
          .created_at = r.integer(20)};
}

port::Query insert(const PostingRow& p) {
  return {&insert_sql,
          {p.account_id, p.operation_key, p.generation, p.binding_id, p.business_id, p.kind,
           p.marker, p.idempotency_id, port::Blob{p.sealed_body}, port::Blob{p.sealed_plan},
           p.body_hash, p.created_at}};
}

port::Query replace_body(const PostingRow& p) {
  return {&replace_body_sql,
          {p.account_id, p.operation_key, p.generation, p.binding_id, p.marker,
           port::Blob{p.sealed_body}, port::Blob{p.sealed_plan}, p.body_hash}};
}

port::Query mark(const PostingRef& ref, std::int64_t binding_id, std::int64_t epoch,
                 std::int64_t at) {
  return with(mark_sql, ref, {binding_id, epoch, at});
}

port::Query settle(const PostingRef& ref, const std::string& provider_id, const std::string& record,
                   std::int64_t at) {
  return with(settle_sql, ref, {provider_id, record, at});
}

port::Query unacted(const PostingRef& ref, const std::string& error_code,
                    const std::string& error) {
  return with(unacted_sql, ref, {error_code, error});
}

port::Query doubt(const PostingRef& ref, const std::string& error_code, const std::string& error) {
  return with(doubt_sql, ref, {error_code, error});
}

port::Query refuse(const PostingRef& ref, const std::string& error_code, const std::string& error,
                   std::int64_t at) {
  return with(refuse_sql, ref, {error_code, error, at});
}

port::Query hold(const PostingRef& ref, const std::string& error_code, const std::string& error,
                 std::int64_t at) {
  return with(hold_sql, ref, {error_code, error, at});
}

port::Query adopt(const PostingRef& ref, const std::string& provider_id, const std::string& record,
                  std::int64_t at) {
  return with(adopt_sql, ref, {provider_id, record, at});
}

port::Query release(std::int64_t account_id, const std::string& operation_key) {
  return {&release_sql, {account_id, operation_key}};
}

port::Query gone(std::int64_t account_id, const std::string& operation_key,
                 const std::string& error_code, const std::string& error) {
  return {&gone_sql, {account_id, operation_key, error_code, error}};
}

port::Query forget_bodies(std::int64_t settled_before, std::int64_t limit) {
  return {&forget_sql, {settled_before, limit}};
}

}  // namespace postings

namespace xrefs {
namespace {

const port::Sql find_sql{
    "find_xref",
    "SELECT account_id, store_id, business_id, kind, magento_key, provider_id, reference, "
    "displayed_as, url, fingerprint, created_at FROM entity_xref "
    "WHERE account_id = $1 AND store_id = $2 AND business_id = $3 AND kind = $4 "
    "AND magento_key = $5"};
// The first mapping stands: settling twice, or adopting what is known, changes nothing.
const port::Sql put_sql{
    "put_xref",
    "INSERT INTO entity_xref (account_id, store_id, business_id, kind, magento_key, provider_id, "
    "reference, displayed_as, url, fingerprint, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT (account_id, store_id, business_id, kind, magento_key) DO NOTHING"};

const port::Sql prefix_sql{
    "xrefs_with_prefix",
    "SELECT account_id, store_id, business_id, kind, magento_key, provider_id, reference, "
    "displayed_as, url, fingerprint, created_at FROM entity_xref "
    "WHERE account_id = $1 AND store_id = $2 AND business_id = $3 AND kind = $4 "
    "AND magento_key >= $5 AND magento_key < $6 ORDER BY magento_key"};
const port::Sql forget_sql{"forget_xref",
                           "DELETE FROM entity_xref WHERE account_id = $1 AND store_id = $2 "
                           "AND business_id = $3 AND kind = $4 AND provider_id = $5"};

}  // namespace

port::Query with_prefix(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                        const std::string& kind, const std::string& prefix) {
  // U+10FFFF sorts behind everything a key may hold.
  return {&prefix_sql,
          {account_id, store_id, business_id, kind, prefix, prefix + "\xF4\x8F\xBF\xBF"}};
}

port::Query forget(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                   const std::string& kind, const std::string& provider_id) {
  return {&forget_sql, {account_id, store_id, business_id, kind, provider_id}};
}

port::Query find(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                 const std::string& kind, const std::string& magento_key) {
  return {&find_sql, {account_id, store_id, business_id, kind, magento_key}};
}

XrefRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .store_id = r.integer(1),
          .business_id = r.integer(2),
          .kind = r.text(3),
          .magento_key = r.text(4),
          .provider_id = r.text(5),
          .reference = r.text(6),
          .displayed_as = r.text(7),
          .url = r.text(8),
          .fingerprint = r.text(9),
          .created_at = r.integer(10)};
}

port::Query put(const XrefRow& x) {
  return {&put_sql,
          {x.account_id, x.store_id, x.business_id, x.kind, x.magento_key, x.provider_id,
           x.reference, x.displayed_as, x.url, x.fingerprint, x.created_at}};
}

}  // namespace xrefs
}  // namespace byte8::store
