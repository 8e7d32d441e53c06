#include "store/dependents.h"

namespace byte8::store::dependents {
namespace {

const port::Sql wake_sql{"wake_dependent",
                         "UPDATE run SET status = 'queued', reason = NULL, next_attempt_at = NULL "
                         "WHERE account_id = $1 AND id = $2 AND status = 'waiting' "
                         "AND (reason = 'invoice_pending' OR reason = 'invoice_needs_review')"};

}  // namespace

port::Query wake(std::int64_t account_id, std::int64_t run_id) {
  return {&wake_sql, {account_id, run_id}};
}

}  // namespace byte8::store::dependents
