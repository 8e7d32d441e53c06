#include "sqlite/connection.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/clock.h"

namespace byte8::sqlite {
namespace {

int bind(sqlite3_stmt* statement, int index, const port::Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return sqlite3_bind_null(statement, index);
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  // Static is safe: the parameters outlive the one sqlite3_step loop that reads them.
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  const std::string& bytes = std::get<port::Blob>(value).bytes;
  // A null pointer would bind NULL; an empty blob is something else.
  const char* data = bytes.empty() ? "" : bytes.data();
  return sqlite3_bind_blob64(statement, index, data, bytes.size(), SQLITE_STATIC);
}

port::Value column(sqlite3_stmt* statement, int index) {
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, index);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
      return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, index)));
    }
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, index));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
      return port::Blob{data == nullptr ? std::string() : std::string(data, size)};
    }
    default:
      return std::monostate{};
  }
}

// Resets on every way out, so that no statement keeps a read lock or a binding.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

Connection::Connection(sqlite3* handle, std::string path)
    : handle_(handle), path_(std::move(path)) {}

Connection::~Connection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Mode mode) {
  const mode_t before = ::umask(0077);
  sqlite3* handle = nullptr;
  int flags = SQLITE_OPEN_NOMUTEX;
  flags |= mode == Mode::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  ::umask(before);
  if (code != SQLITE_OK) {
    std::string why = handle == nullptr ? "out of memory" : sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return Error::make(Fault::database, "cannot open the database " + path + ": " + why);
  }
  std::unique_ptr<Connection> connection(new Connection(handle, path));
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  std::string pragmas =
      "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;";
  if (mode == Mode::writer) {
    // Checkpoints run between turns; inside COMMIT they made p99 six times p50.
    pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; "
        "PRAGMA journal_size_limit=0;" +
        pragmas;
  }
  if (Status status = connection->execute(pragmas); !status) return status.error();
  sqlite3_progress_handler(handle, 10'000, &Connection::on_progress, connection.get());
  return connection;
}

int Connection::on_progress(void* self) {
  const auto* connection = static_cast<Connection*>(self);
  return connection->deadline_ != 0 && read_clocks().boot > connection->deadline_ ? 1 : 0;
}

void Connection::limit_time(std::int64_t milliseconds) {
  time_limit_ = milliseconds;
}

Error Connection::failed(std::string_view what) const {
  return Error::coded(Fault::database, "database",
                      std::string(what) + ": " + sqlite3_errmsg(handle_));
}

Result<sqlite3_stmt*> Connection::prepared(const port::Sql& sql) {
  auto found = statements_.find(&sql);
  if (found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  // To SQLite $1 is a name, numbered by where it first stands; ?1 is the first parameter, wherever
  // it stands.
  std::string text(sql.text);
  std::ranges::replace(text, '$', '?');
  const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return failed(sql.name);
  statements_.emplace(&sql, statement);
  return statement;
}

Result<port::Rows> Connection::run(const port::Query& query) {
  auto statement = prepared(*query.sql);
  if (!statement) return statement.error();
  const Reset reset(*statement);
  BYTE8_CHECK(sqlite3_bind_parameter_count(*statement) == static_cast<int>(query.params.size()));
  for (std::size_t i = 0; i < query.params.size(); ++i) {
    if (bind(*statement, static_cast<int>(i) + 1, query.params[i]) != SQLITE_OK) {
      return failed(query.sql->name);
    }
  }
  if (time_limit_ != 0) deadline_ = read_clocks().boot + time_limit_;
  port::Rows rows;
  const int columns = sqlite3_column_count(*statement);
  for (;;) {
    const int code = sqlite3_step(*statement);
    if (code == SQLITE_DONE) break;
    if (code != SQLITE_ROW) {
      deadline_ = 0;
      return failed(query.sql->name);
    }
    port::Row row;
    row.columns.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) row.columns.push_back(column(*statement, i));
    rows.rows.push_back(std::move(row));
  }
  deadline_ = 0;
  if (sqlite3_stmt_readonly(*statement) == 0) rows.changed = sqlite3_changes64(handle_);
  return rows;
}

Status Connection::execute(const std::string& script) {
  char* message = nullptr;
  const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, &message);
  if (code == SQLITE_OK) return {};
  std::string why = message == nullptr ? sqlite3_errmsg(handle_) : message;
  sqlite3_free(message);
  return Error::coded(Fault::database, "database", why);
}

Result<Connection::Checkpoint> Connection::checkpoint(bool truncate) {
  int frames = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      handle_, nullptr, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &frames,
      &moved);
  if (code != SQLITE_OK && code != SQLITE_BUSY) return failed("checkpoint");
  return Checkpoint{.wal_frames = frames, .moved_frames = moved};
}

std::int64_t Connection::wal_bytes() const {
  struct stat info = {};
  return ::stat((path_ + "-wal").c_str(), &info) == 0 ? info.st_size : 0;
}

}  // namespace byte8::sqlite
