#include "store/counters.h"

namespace byte8::store::counters {
namespace {

const port::Sql add_sql{
    "add_counter",
    "INSERT INTO counter (account_id, name, slot, binding_id, n) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (account_id, name, slot, binding_id) DO UPDATE SET n = counter.n + excluded.n"};
const port::Sql outcomes_sql{
    "outcome_counters",
    "SELECT name, $4 + (slot - $4) / $6 * $6 AS at, SUM(n) FROM counter WHERE account_id = $1 "
    "AND (name = 'succeeded' OR name = 'skipped' OR name = 'failed' OR name = 'needs_review') "
    "AND ($2 = 0 OR binding_id = $2) AND slot >= $3 AND slot < $5 GROUP BY 1, 2 ORDER BY 2"};
const port::Sql largest_sql{
    "largest_counters",
    "SELECT name, 0, SUM(n) FROM counter WHERE account_id = $1 AND name >= $3 AND name < $4 "
    "AND ($2 = 0 OR binding_id = $2) AND slot >= $5 AND slot < $6 "
    "GROUP BY name ORDER BY 3 DESC, 1 LIMIT $7"};
const port::Sql steps_sql{
    "counter_steps",
    "SELECT name, $3 + (slot - $3) / $5 * $5 AS at, SUM(n) FROM counter WHERE account_id = $1 "
    "AND name = $2 AND slot >= $3 AND slot < $4 GROUP BY 1, 2 ORDER BY 2"};
const port::Sql forget_sql{
    "forget_counters",
    "DELETE FROM counter WHERE slot < $1 AND (account_id, name, slot, binding_id) IN "
    "(SELECT account_id, name, slot, binding_id FROM counter WHERE slot < $1 LIMIT $2)"};

}  // namespace

port::Query add(std::int64_t account_id, std::int64_t binding_id, const std::string& name,
                Millis slot, std::int64_t n) {
  return {&add_sql, {account_id, name, slot, binding_id, n}};
}

port::Query outcomes(std::int64_t account_id, std::int64_t binding_id, Millis from, Millis to,
                     Millis step) {
  return {&outcomes_sql, {account_id, binding_id, slot_of(from), from, to, step}};
}

port::Query largest(std::int64_t account_id, std::int64_t binding_id, const std::string& prefix,
                    Millis from, Millis to, std::int64_t limit) {
  // What begins with it sorts between it and the same with a last byte that is one higher.
  std::string end = prefix;
  end.back() = static_cast<char>(end.back() + 1);
  return {&largest_sql, {account_id, binding_id, prefix, end, slot_of(from), to, limit}};
}

port::Query steps(std::int64_t account_id, const std::string& name, Millis from, Millis to,
                  Millis step) {
  return {&steps_sql, {account_id, name, from, to, step}};
}

CounterSum sum_row(const port::Row& r) {
  return {.name = r.text(0), .at = r.integer(1), .n = r.integer(2)};
}

port::Query forget(Millis before, std::int64_t limit) {
  return {&forget_sql, {before, limit}};
}

}  // namespace byte8::store::counters
