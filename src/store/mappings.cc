#include "store/mappings.h"

namespace byte8::store::mappings {
namespace {

const port::Sql list_sql{
    "list_mappings",
    "SELECT account_id, store_id, business_id, kind, magento_key, provider_id, reference, "
    "displayed_as, url, fingerprint, created_at FROM entity_xref "
    "WHERE account_id = $1 AND store_id = $2 AND business_id = $3 "
    "AND ($4 = '' OR kind = $4) AND ($5 = '' OR magento_key = $5) "
    "AND (kind > $6 OR (kind = $6 AND magento_key > $7)) "
    "ORDER BY kind, magento_key LIMIT $8"};

}  // namespace

port::Query list(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                 const Filter& f) {
  return {&list_sql,
          {account_id, store_id, business_id, f.kind, f.magento_key, f.after_kind, f.after_key,
           f.limit}};
}

}  // namespace byte8::store::mappings
