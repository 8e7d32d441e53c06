#include "store/references.h"

#include "base/json.h"

namespace byte8::store::references {
namespace {

const port::Sql all_sql{
    "all_references",
    "SELECT account_id, business_id, kind, state, items, item_count, fetched_at, error "
    "FROM reference WHERE account_id = $1 AND business_id = $2 ORDER BY kind"};
const port::Sql put_sql{
    "put_reference",
    "INSERT INTO reference (account_id, business_id, kind, state, items, item_count, fetched_at, "
    "error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (account_id, business_id, kind) DO UPDATE SET state = excluded.state, "
    "items = excluded.items, item_count = excluded.item_count, "
    "fetched_at = excluded.fetched_at, error = excluded.error"};

const port::Sql progress_sql{
    "reference_progress",
    "INSERT INTO reference (account_id, business_id, kind, state, items, item_count, error) "
    "VALUES ($1, $2, $3, $4, '[]', $5, $6) "
    "ON CONFLICT (account_id, business_id, kind) DO UPDATE SET state = excluded.state, "
    "item_count = excluded.item_count, error = excluded.error"};

}  // namespace

port::Query all(std::int64_t account_id, std::int64_t business_id) {
  return {&all_sql, {account_id, business_id}};
}

ReferenceRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .business_id = r.integer(1),
          .kind = r.text(2),
          .state = r.text(3),
          .items = r.text(4),
          .item_count = r.integer(5),
          .fetched_at = r.maybe_integer(6),
          .error = r.maybe_text(7)};
}

port::Query put(const ReferenceRow& r) {
  return {&put_sql,
          {r.account_id, r.business_id, r.kind, r.state, r.items, r.item_count,
           port::nullable(r.fetched_at), port::nullable(r.error)}};
}

port::Query progress(const ReferenceRow& r) {
  return {&progress_sql,
          {r.account_id, r.business_id, r.kind, r.state, r.item_count, port::nullable(r.error)}};
}

model::Reference read(const port::Provider& provider, const port::Rows& rows) {
  model::Reference reference;
  for (const port::Row& found : rows.rows) {
    const ReferenceRow kept = row(found);
    auto items = json::parse(kept.items, {.bytes = kept.items.size() + 1});
    if (!items || !items->is_array()) continue;
    provider.read_reference(kept.kind, items->array(), reference);
  }
  return reference;
}

}  // namespace byte8::store::references
