#include "store/exchanges.h"

namespace byte8::store::exchanges {
namespace {

const port::Sql insert_sql{
    "insert_exchange",
    "INSERT INTO exchange (account_id, run_id, n, request, response, at) VALUES ($1, $2, "
    "(SELECT COALESCE(MAX(n), 0) FROM attempt WHERE account_id = $1 AND run_id = $2), "
    "$3, $4, $5)"};
const port::Sql trim_sql{
    "trim_exchanges",
    "DELETE FROM exchange WHERE account_id = $1 AND run_id = $2 AND n <= "
    "(SELECT MAX(n) FROM exchange WHERE account_id = $1 AND run_id = $2) - $3"};
const port::Sql numbers_sql{
    "exchanges_of_run", "SELECT n FROM exchange WHERE account_id = $1 AND run_id = $2 ORDER BY n"};
const port::Sql find_sql{
    "find_exchange",
    "SELECT account_id, run_id, n, request, response, at FROM exchange WHERE account_id = $1 "
    "AND run_id = $2 ORDER BY n LIMIT 1 OFFSET $3"};
const port::Sql forget_sql{"forget_exchanges",
                           "DELETE FROM exchange WHERE at < $1 AND (account_id, run_id, n) IN "
                           "(SELECT account_id, run_id, n FROM exchange WHERE at < $1 LIMIT $2)"};

}  // namespace

port::Query insert(const ExchangeRow& e) {
  return {&insert_sql, {e.account_id, e.run_id, e.request, e.response, e.at}};
}

port::Query trim(std::int64_t account_id, std::int64_t run_id) {
  return {&trim_sql, {account_id, run_id, kept_of_a_run}};
}

port::Query numbers(std::int64_t account_id, std::int64_t run_id) {
  return {&numbers_sql, {account_id, run_id}};
}

port::Query find(std::int64_t account_id, std::int64_t run_id, std::int64_t nth) {
  return {&find_sql, {account_id, run_id, nth - 1}};
}

ExchangeRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .run_id = r.integer(1),
          .n = r.integer(2),
          .request = r.text(3),
          .response = r.text(4),
          .at = r.integer(5)};
}

port::Query forget(Millis before, std::int64_t limit) {
  return {&forget_sql, {before, limit}};
}

}  // namespace byte8::store::exchanges
