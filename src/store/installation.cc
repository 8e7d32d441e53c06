#include "store/installation.h"

namespace byte8::store::installation {
namespace {

const port::Sql restored_at_sql{"restored_at",
                                "SELECT value FROM installation WHERE name = 'restored_at'"};
const port::Sql put_restored_at_sql{"put_restored_at",
                                    "INSERT INTO installation (name, value) "
                                    "VALUES ('restored_at', $1) "
                                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};

}  // namespace

port::Query restored_at() {
  return {&restored_at_sql, {}};
}

port::Query put_restored_at(std::int64_t at) {
  return {&put_restored_at_sql, {at}};
}

}  // namespace byte8::store::installation
