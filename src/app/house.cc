#include "app/house.h"

#include <sys/stat.h>

#include <filesystem>

#include "app/exit_code.h"
#include "app/master_key.h"
#include "sqlite/migrate.h"
#include "store/migrations.h"

namespace byte8::app {
namespace {

Status make_data_dir(const std::string& path) {
  std::error_code failed;
  if (std::filesystem::create_directories(path, failed)) ::chmod(path.c_str(), 0700);
  if (failed) {
    return Error::make(Fault::internal,
                       "cannot make the data folder " + path + ": " + failed.message());
  }
  return {};
}

bool has_content(const std::string& path) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  return !failed && size > 0;
}

}  // namespace

std::string lock_path(const Config& config) {
  return config.data_dir + "/byte8-ledger.lock";
}

Result<House> open_house(const Config& config) {
  if (Status made = make_data_dir(config.data_dir); !made) return made.error();
  auto lock = LockFile::take(lock_path(config));
  if (!lock) return lock.error();
  auto key = master_key(config.master_key_file, !has_content(config.database_path));
  if (!key) return key.error();
  auto connection =
      sqlite::Connection::open(config.database_path, sqlite::Connection::Mode::writer);
  if (!connection) return connection.error();
  auto applied = sqlite::migrate(**connection, store::migrations());
  if (!applied) return applied.error();
  return House{.lock = *std::move(lock),
               .master_key = *std::move(key),
               .db = std::make_unique<sqlite::SqliteDb>(*std::move(connection)),
               .migrations_applied = *applied};
}

int exit_of(const Error& error) {
  if (error.code == "locked") return exit_again;
  if (error.code == "no_master_key" || error.code == "database_newer") return exit_refused;
  return exit_failed;
}

}  // namespace byte8::app
