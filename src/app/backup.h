#pragma once
// Backups: one file with a line of JSON that says what it is, and the database after it. Made while
// the service runs, with SQLite's own VACUUM INTO on a connection of its own. Readable by its owner
// only. Holds no master key unless asked, and then sealed with a passphrase: whoever has file and
// passphrase has everything.

#include <cstdint>
#include <string>

#include "app/config.h"
#include "base/secret.h"

namespace byte8::app {

struct BackupFacts {
  std::string version;     // of the program that made it
  std::string created_at;  // RFC 3339
  std::int64_t size = 0;   // of the database
  std::string sha256;      // of the database
  std::string sealed_key;  // base64; empty: the key is not in it
};

// Writes `file` (0600), which must not exist. `passphrase` empty: without the master key.
Result<BackupFacts> create_backup(const Config& config, const std::string& file,
                                  const SecretText& passphrase);

// Reads the whole file: any changed byte is found, and SQLite checks what it holds. Code
// `backup_damaged`.
Result<BackupFacts> verify_backup(const std::string& file);

// Verifies, then puts it in the place of the database of this configuration and marks it as
// restored. What stood there is kept beside it as NAME.before-restore. Refused while a serve runs
// (code `locked`).
Result<BackupFacts> restore_backup(const Config& config, const std::string& file,
                                   const SecretText& passphrase);

// For a snapshot that was put back by other means: marks the database as restored.
Status mark_restored(const Config& config);

}  // namespace byte8::app
