#pragma once
// Everything of one data folder, opened by the one process that may write there: the lock, the
// master key and the database, brought up to date.

#include <memory>
#include <string>

#include "app/config.h"
#include "app/lock_file.h"
#include "base/secret.h"
#include "sqlite/sqlite_db.h"

namespace byte8::app {

struct House {
  LockFile lock;
  SecretText master_key;
  std::unique_ptr<sqlite::SqliteDb> db;
  int migrations_applied = 0;
};

std::string lock_path(const Config& config);

// Takes the lock first; nothing is read before. Codes: `locked`, `no_master_key`, `database_newer`.
Result<House> open_house(const Config& config);

// The exit code that an error of open_house means.
int exit_of(const Error& error);

}  // namespace byte8::app
