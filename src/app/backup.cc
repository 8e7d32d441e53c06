#include "app/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "app/house.h"
#include "app/master_key.h"
#include "app/version.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/digest.h"
#include "base/json.h"
#include "sqlite/connection.h"
#include "sqlite/migrate.h"
#include "store/installation.h"
#include "store/migrations.h"

namespace byte8::app {
namespace {

namespace fs = std::filesystem;
using sqlite::Connection;

constexpr std::string_view format = "byte8-backup-1";
constexpr std::string_view key_identity = "backup:master-key";
constexpr std::size_t header_max = 4'096;

Error failed(std::string message) {
  return Error::make(Fault::internal, std::move(message));
}

Error damaged(const std::string& file, std::string_view why) {
  return Error::coded(Fault::validation, "backup_damaged", fmt::format("{}: {}", file, why));
}

// A file that goes away with its scope, whatever happens.
class Scratch {
 public:
  explicit Scratch(std::string path) : path_(std::move(path)) { remove(); }
  ~Scratch() { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + end, ignored);
  }
  std::string path_;
};

// 32 bytes out of a passphrase: argon2id, with the salt that is given.
SecretText stretched(const SecretText& passphrase, std::string_view salt) {
  return SecretText(crypto::stretch(passphrase.reveal(), salt));
}

std::string seal_key(const SecretText& key, const SecretText& passphrase) {
  const std::string salt = crypto::random_bytes(16);
  const crypto::Sealer sealer(stretched(passphrase, salt));
  return crypto::base64(salt + sealer.seal(key.reveal(), key_identity));
}

Result<SecretText> open_key(const std::string& sealed, const SecretText& passphrase) {
  const auto bytes = crypto::base64_decode(sealed);
  if (!bytes || bytes->size() < 16) return failed("the sealed master key cannot be read");
  const crypto::Sealer sealer(stretched(passphrase, std::string_view(*bytes).substr(0, 16)));
  auto key = sealer.open(std::string_view(*bytes).substr(16), key_identity);
  if (!key) {
    return Error::coded(Fault::validation, "wrong_passphrase",
                        "the passphrase does not open the master key of this backup");
  }
  return key;
}

json::Value to_json(const BackupFacts& facts) {
  return json::object({{"format", format},
                       {"version", facts.version},
                       {"created_at", facts.created_at},
                       {"size", facts.size},
                       {"sha256", facts.sha256},
                       {"sealed_key", facts.sealed_key}});
}

Result<BackupFacts> facts_of(const std::string& file, const std::string& line) {
  const auto header = json::parse(line);
  if (!header || header->text_or("format") != format) return damaged(file, "is no backup of ours");
  BackupFacts facts;
  facts.version = header->text_or("version");
  facts.created_at = header->text_or("created_at");
  const json::Value* size = header->find("size");
  facts.size = size == nullptr ? -1 : size->integer().value_or(-1);
  facts.sha256 = header->text_or("sha256");
  facts.sealed_key = header->text_or("sealed_key");
  return facts;
}

// Copies to the end of `in`, hashing; to nowhere when `out` is null. Returns size and hash.
struct Copied {
  std::int64_t size = 0;
  std::string sha256;
};
Copied copy(std::istream& in, std::ostream* out) {
  crypto::Sha256 hash;
  Copied copied;
  std::array<char, 1 << 16> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(in.gcount()));
    hash.add(bytes);
    copied.size += static_cast<std::int64_t>(bytes.size());
    if (out != nullptr) out->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  copied.sha256 = hash.hex();
  return copied;
}

Status to_disk(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!done) return failed("cannot write " + path + " to the disk");
  return {};
}

// New, for its owner only.
Status make_empty(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Error::coded(Fault::internal, "exists",
                        "cannot make " + path + ": it exists, or its folder cannot be written");
  }
  ::close(fd);
  return {};
}

// The database inside a backup, as a file of its own.
Result<BackupFacts> unpack(const std::string& file, const std::string& into) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line) || line.size() > header_max) {
    return damaged(file, "is no backup of ours");
  }
  auto facts = facts_of(file, line);
  if (!facts) return facts;
  if (Status made = make_empty(into); !made) return made.error();
  std::ofstream out(into, std::ios::binary);
  const Copied copied = copy(in, &out);
  out.close();
  if (!out) return failed("cannot write " + into);
  if (copied.size != facts->size || copied.sha256 != facts->sha256) {
    return damaged(file, "its content is not what was written: it was changed or cut short");
  }
  auto opened = Connection::open(into, Connection::Mode::reader);
  if (!opened) return opened.error();
  static const port::Sql check{"integrity", "PRAGMA integrity_check(1)"};
  auto answer = (*opened)->run({&check, {}});
  if (!answer) return damaged(file, answer.error().message);
  if (answer->rows.empty() || answer->rows.front().text(0) != "ok") {
    return damaged(file, "SQLite finds the database inside it broken");
  }
  return facts;
}

}  // namespace

Result<BackupFacts> create_backup(const Config& config, const std::string& file,
                                  const SecretText& passphrase) {
  auto database = Connection::open(config.database_path, Connection::Mode::reader);
  if (!database) return database.error();
  const Scratch copy_of(file + ".part");
  if (Status made = make_empty(copy_of.path()); !made) return made.error();
  static const port::Sql vacuum{"backup", "VACUUM INTO $1"};
  if (auto done = (*database)->run({&vacuum, {copy_of.path()}}); !done) return done.error();
  BackupFacts facts{.version = std::string(version), .created_at = utc_text(read_clocks().wall)};
  {
    std::ifstream whole(copy_of.path(), std::ios::binary);
    const Copied measured = copy(whole, nullptr);
    facts.size = measured.size;
    facts.sha256 = measured.sha256;
  }
  if (!passphrase.reveal().empty()) {
    auto key = master_key(config.master_key_file, false);
    if (!key) return key.error();
    facts.sealed_key = seal_key(*key, passphrase);
  }
  if (Status made = make_empty(file); !made) return made.error();
  std::ofstream out(file, std::ios::binary);
  out << json::write(to_json(facts)) << '\n';
  std::ifstream in(copy_of.path(), std::ios::binary);
  static_cast<void>(copy(in, &out));
  out.close();
  if (!out) return failed("cannot write " + file);
  if (Status kept = to_disk(file); !kept) return kept.error();
  return facts;
}

Result<BackupFacts> verify_backup(const std::string& file) {
  const Scratch unpacked(file + ".verify");
  return unpack(file, unpacked.path());
}

Result<BackupFacts> restore_backup(const Config& config, const std::string& file,
                                   const SecretText& passphrase) {
  std::error_code code;
  fs::create_directories(config.data_dir, code);
  auto lock = LockFile::take(lock_path(config));
  if (!lock) return lock.error();
  const Scratch unpacked(config.database_path + ".restoring");
  auto facts = unpack(file, unpacked.path());
  if (!facts) return facts;
  if (!passphrase.reveal().empty() && !fs::exists(config.master_key_file)) {
    auto key = open_key(facts->sealed_key, passphrase);
    if (!key) return key.error();
    if (Status kept = write_master_key(config.master_key_file, *key); !kept) return kept.error();
  }
  {
    auto database = Connection::open(unpacked.path(), Connection::Mode::writer);
    if (!database) return database.error();
    auto applied = sqlite::migrate(**database, store::migrations());
    if (!applied) return applied.error();
    auto marked = (*database)->run(store::installation::put_restored_at(read_clocks().wall));
    if (!marked) return marked.error();
    auto moved = (*database)->checkpoint(true);
    if (!moved) return moved.error();
  }
  if (Status kept = to_disk(unpacked.path()); !kept) return kept.error();
  for (const char* end : {"", "-wal", "-shm"}) {
    const std::string old = config.database_path + end;
    if (fs::exists(old)) fs::rename(old, config.database_path + ".before-restore" + end, code);
  }
  fs::rename(unpacked.path(), config.database_path, code);
  if (code) return failed("cannot put the database in its place: " + code.message());
  return facts;
}

Status mark_restored(const Config& config) {
  auto house = open_house(config);
  if (!house) return house.error();
  auto marked =
      house->db->connection().run(store::installation::put_restored_at(read_clocks().wall));
  if (!marked) return marked.error();
  return {};
}

}  // namespace byte8::app
