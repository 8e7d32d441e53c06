#include "tests/support/answered.h"

#include <deque>

#include "sqlite/migrate.h"
#include "store/migrations.h"

namespace byte8::tests {

std::string Answered::header(std::string_view name) const {
  const std::string* found = http::find_header(headers, name);
  return found == nullptr ? std::string() : *found;
}

std::vector<std::string> Answered::refused() const {
  std::vector<std::string> all;
  const json::Value* errors = body.find("errors");
  if (errors == nullptr) return all;
  for (const json::Value& one : errors->array()) {
    all.push_back(one.text_or("field") + " " + one.text_or("code"));
  }
  return all;
}

std::string Answered::look() const {
  json::Value shown = body;
  if (shown.is_object()) shown.set("request_id", nullptr);
  std::string names;
  for (const http::Header& one : headers) names += one.name + ",";
  return std::to_string(status) + " " + json::write(shown) + " " + names;
}

Answered answered_by(const http::Response& response) {
  Answered answered{
      .status = response.status, .headers = response.headers, .text = response.body, .body = {}};
  if (auto value = json::parse(answered.text)) answered.body = *std::move(value);
  return answered;
}

std::unique_ptr<sqlite::SqliteDb> fresh_database() {
  auto opened = sqlite::Connection::open(":memory:", sqlite::Connection::Mode::writer);
  BYTE8_CHECK(opened.ok());
  BYTE8_CHECK(sqlite::migrate(**opened, store::migrations()).ok());
  return std::make_unique<sqlite::SqliteDb>(*std::move(opened));
}

std::vector<port::Row> rows_of(sqlite::Connection& db, const std::string& sql) {
  // The address of a statement is its identity (port/db.h): each gets a home that stays.
  static std::deque<std::pair<std::string, port::Sql>> statements;
  auto& [kept, statement] = statements.emplace_back(sql, port::Sql{});
  statement = {"test", kept};
  auto found = db.run({&statement, {}});
  BYTE8_CHECK(found.ok());
  return std::move(found->rows);
}

}  // namespace byte8::tests
