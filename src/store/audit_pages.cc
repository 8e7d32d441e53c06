#include "store/audit_pages.h"

namespace byte8::store::audit {
namespace {

// A list of values travels as ",a,b,", as for the runs (store/history.cc).
const port::Sql newest_sql{
    "newest_audit",
    "SELECT account_id, n, at, actor, action, object, before_value, after_value, hash FROM audit "
    "WHERE account_id = $1 AND n < $2 "
    "AND ($3 = '' OR $3 LIKE '%,' || actor || ',%') "
    "AND ($4 = '' OR $4 LIKE '%,' || action || ',%') "
    "AND ($5 = '' OR $5 LIKE '%,' || object || ',%') "
    "ORDER BY n DESC LIMIT $6"};
const port::Sql after_sql{
    "audit_after",
    "SELECT account_id, n, at, actor, action, object, before_value, after_value, hash FROM audit "
    "WHERE account_id = $1 AND n > $2 ORDER BY n LIMIT $3"};

std::string one_of(const std::vector<std::string>& values) {
  if (values.empty()) return "";
  std::string list = ",";
  for (const std::string& value : values) list += value + ",";
  return list;
}

}  // namespace

port::Query newest(std::int64_t account_id, std::int64_t below, const Filter& filter,
                   std::int64_t limit) {
  return {&newest_sql,
          {account_id, below, one_of(filter.actors), one_of(filter.actions), one_of(filter.objects),
           limit}};
}

port::Query after(std::int64_t account_id, std::int64_t n, std::int64_t limit) {
  return {&after_sql, {account_id, n, limit}};
}

}  // namespace byte8::store::audit
