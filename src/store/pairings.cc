#include "store/pairings.h"

namespace byte8::store::pairings {
namespace {

const port::Sql offer_sql{"offer_key",
                          "UPDATE store SET offered_key = $3 WHERE account_id = $1 AND id = $2"};
const port::Sql close_sql{"close_offer",
                          "UPDATE store SET offered_key = NULL WHERE account_id = $1 AND id = $2"};
const port::Sql find_sql{"find_offer",
                         "SELECT account_id, id, offered_key FROM store "
                         "WHERE account_id = $1 AND id = $2 AND offered_key IS NOT NULL"};
const port::Sql open_sql{
    "open_offers",
    "SELECT account_id, id, offered_key FROM store WHERE offered_key IS NOT NULL ORDER BY id"};

}  // namespace

port::Query offer(const OfferRow& o) {
  return {&offer_sql, {o.account_id, o.store_id, port::Blob{o.sealed_key}}};
}

port::Query close(std::int64_t account_id, std::int64_t store_id) {
  return {&close_sql, {account_id, store_id}};
}

port::Query find(std::int64_t account_id, std::int64_t store_id) {
  return {&find_sql, {account_id, store_id}};
}

port::Query open() {
  return {&open_sql, {}};
}

OfferRow row(const port::Row& r) {
  return {.account_id = r.integer(0), .store_id = r.integer(1), .sealed_key = r.blob(2)};
}

}  // namespace byte8::store::pairings
