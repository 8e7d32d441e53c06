#pragma once
// One SQLite connection with its prepared statements. WAL, synchronous=FULL, foreign keys on.
// Statements are prepared once per named SQL text and bound by type and length.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "port/db.h"

struct sqlite3;
struct sqlite3_stmt;

namespace byte8::sqlite {

class Connection {
 public:
  enum class Mode { writer, reader };

  // Creates the file when missing (0600). Fault::database with SQLite's message.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one prepared query to its end.
  Result<port::Rows> run(const port::Query& query);
  // Runs a script of several statements, unprepared: migrations, BEGIN, pragmas.
  Status execute(const std::string& script);
  // A reader's query is interrupted after so long (0 = never).
  void limit_time(std::int64_t milliseconds);

  struct Checkpoint {
    std::int64_t wal_frames = 0;
    std::int64_t moved_frames = 0;
  };
  // PASSIVE moves what readers allow; TRUNCATE also empties the file and can be refused (busy).
  Result<Checkpoint> checkpoint(bool truncate);
  std::int64_t wal_bytes() const;

 private:
  explicit Connection(sqlite3* handle, std::string path);
  Result<sqlite3_stmt*> prepared(const port::Sql& sql);
  Error failed(std::string_view what) const;
  static int on_progress(void* self);

  sqlite3* handle_;
  std::string path_;
  std::unordered_map<const port::Sql*, sqlite3_stmt*> statements_;
  std::int64_t time_limit_ = 0;
  std::int64_t deadline_ = 0;
};

}  // namespace byte8::sqlite
