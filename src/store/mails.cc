#include "store/mails.h"

namespace byte8::store::mails {
namespace {

const port::Sql insert_sql{"insert_mail",
                           "INSERT INTO mail (id, sealed_mail, tries, due_at, created_at) "
                           "VALUES ($1, $2, $3, $4, $5)"};
const port::Sql due_sql{"due_mail",
                        "SELECT id, sealed_mail, tries, due_at, created_at FROM mail "
                        "WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2"};
const port::Sql next_due_sql{"next_mail_due", "SELECT MIN(due_at) FROM mail"};
const port::Sql put_off_sql{"put_off_mail",
                            "UPDATE mail SET tries = $2, due_at = $3 WHERE id = $1"};
const port::Sql remove_sql{"remove_mail", "DELETE FROM mail WHERE id = $1"};

}  // namespace

port::Query insert(const MailRow& m) {
  return {&insert_sql, {m.id, port::Blob{m.sealed_mail}, m.tries, m.due_at, m.created_at}};
}

port::Query due(std::int64_t at, std::int64_t limit) {
  return {&due_sql, {at, limit}};
}

MailRow row(const port::Row& r) {
  return {.id = r.integer(0),
          .sealed_mail = r.blob(1),
          .tries = r.integer(2),
          .due_at = r.integer(3),
          .created_at = r.integer(4)};
}

port::Query next_due() {
  return {&next_due_sql, {}};
}

port::Query put_off(std::int64_t id, std::int64_t tries, std::int64_t due_at) {
  return {&put_off_sql, {id, tries, due_at}};
}

port::Query remove(std::int64_t id) {
  return {&remove_sql, {id}};
}

std::string identity(std::int64_t id) {
  return "mail:" + std::to_string(id);
}

}  // namespace byte8::store::mails
