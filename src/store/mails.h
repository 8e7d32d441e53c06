#pragma once
// Mail that is still to be sent. A row goes when the server has taken it, or when it is given up.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct MailRow {
  std::int64_t id = 0;
  std::string sealed_mail;  // JSON of to, subject and text
  std::int64_t tries = 0;
  std::int64_t due_at = 0;
  std::int64_t created_at = 0;
};

namespace mails {
port::Query insert(const MailRow& mail);
// The oldest that are due.
port::Query due(std::int64_t at, std::int64_t limit);
MailRow row(const port::Row& row);
port::Query next_due();  // one row: when the first one is due (null: none)
port::Query put_off(std::int64_t id, std::int64_t tries, std::int64_t due_at);
port::Query remove(std::int64_t id);
std::string identity(std::int64_t id);  // for sealing
}  // namespace mails

}  // namespace byte8::store
