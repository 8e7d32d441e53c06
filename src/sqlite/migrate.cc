#include "sqlite/migrate.h"

namespace byte8::sqlite {
namespace {

const port::Sql version_sql{"schema_version",
                            "SELECT COALESCE(MAX(number), 0) FROM schema_migration"};
const port::Sql record_sql{"schema_record",
                           "INSERT INTO schema_migration (number, name) VALUES ($1, $2)"};

Status apply(Connection& connection, const port::Migration& migration) {
  if (Status begun = connection.execute("BEGIN IMMEDIATE"); !begun) return begun;
  Status done = connection.execute(text_for(migration.text, "sqlite"));
  if (done) {
    auto recorded = connection.run(
        {&record_sql, {std::int64_t{migration.number}, std::string(migration.name)}});
    if (!recorded) done = recorded.error();
  }
  if (done) done = connection.execute("COMMIT");
  if (!done) {
    const Status rolled_back = connection.execute("ROLLBACK");
    std::string message = "migration " + std::string(migration.name) + ": " + done.error().message;
    if (!rolled_back) message += "; " + rolled_back.error().message;
    return Error::coded(Fault::database, "migration_failed", message);
  }
  return {};
}

}  // namespace

std::string text_for(std::string_view text, std::string_view dialect) {
  std::string out;
  bool ours = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line == "-- sqlite:") {
      ours = dialect == "sqlite";
    } else if (line == "-- postgres:") {
      ours = dialect == "postgres";
    } else if (line == "-- both:") {
      ours = true;
    } else if (ours) {
      out.append(line).push_back('\n');
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

Result<int> migrate(Connection& connection, const std::vector<port::Migration>& migrations) {
  Status made = connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT "
      "NULL)");
  if (!made) return made.error();
  auto found = connection.run({&version_sql, {}});
  if (!found) return found.error();
  const std::int64_t version = found->only().integer(0);
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().number;
  if (version > newest) {
    return Error::coded(Fault::database, "database_newer",
                        "the database is at migration " + std::to_string(version) +
                            ", this program knows only " + std::to_string(newest) +
                            ": start the newer program");
  }
  int applied = 0;
  for (const port::Migration& migration : migrations) {
    if (migration.number <= version) continue;
    if (Status status = apply(connection, migration); !status) return status.error();
    ++applied;
  }
  return applied;
}

}  // namespace byte8::sqlite
