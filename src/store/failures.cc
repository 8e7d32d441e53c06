#include "store/failures.h"

namespace byte8::store::failures {
namespace {

const port::Sql since_sql{
    "failures_since",
    "SELECT COUNT(1), MIN(at) FROM sign_in_failure WHERE subject = $1 AND at > $2"};
const port::Sql insert_sql{"insert_failure",
                           "INSERT INTO sign_in_failure (subject, id, at) VALUES ($1, $2, $3)"};
const port::Sql remove_sql{"remove_failure",
                           "DELETE FROM sign_in_failure WHERE subject = $1 AND id = $2"};
const port::Sql remove_all_sql{"remove_failures", "DELETE FROM sign_in_failure WHERE subject = $1"};
const port::Sql forget_sql{"forget_failures", "DELETE FROM sign_in_failure WHERE at < $1"};

}  // namespace

port::Query since(const std::string& subject, std::int64_t at) {
  return {&since_sql, {subject, at}};
}

port::Query insert(const std::string& subject, std::int64_t id, std::int64_t at) {
  return {&insert_sql, {subject, id, at}};
}

port::Query remove(const std::string& subject, std::int64_t id) {
  return {&remove_sql, {subject, id}};
}

port::Query remove_all(const std::string& subject) {
  return {&remove_all_sql, {subject}};
}

port::Query forget(std::int64_t before) {
  return {&forget_sql, {before}};
}

}  // namespace byte8::store::failures
