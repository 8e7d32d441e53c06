#pragma once
// What the worlds that turn the real engine by hand have in common: a fresh database in memory,
// rows out of it, and an answer as a test reads it.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "port/http.h"
#include "sqlite/sqlite_db.h"

namespace byte8::tests {

struct Answered {
  int status = 0;
  http::Headers headers;
  std::string text;
  json::Value body;  // null when it is no JSON

  std::string code() const { return body.text_or("code"); }
  std::string header(std::string_view name) const;
  // The refused fields of a problem, "field code" each.
  std::vector<std::string> refused() const;
  // What identifies the answer for somebody who looks from outside.
  std::string look() const;
};

Answered answered_by(const http::Response& response);

// Migrated, in memory.
std::unique_ptr<sqlite::SqliteDb> fresh_database();

std::vector<port::Row> rows_of(sqlite::Connection& db, const std::string& sql);

}  // namespace byte8::tests
