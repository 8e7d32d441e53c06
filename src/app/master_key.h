#pragma once
// The key that seals every secret: 32 random bytes, in a file as 64 hexadecimal digits, 0600, made
// on first start. It is never made while there is already a database: that one's secrets need the
// old key.

#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace byte8::app {

// The 32 raw bytes. Fault::internal with a message that says what to do; code `no_master_key` when
// the file is missing and `may_make` is false.
Result<SecretText> master_key(const std::string& path, bool may_make);

// Writes a key of 32 raw bytes (0600), in the place of one that is there.
Status write_master_key(const std::string& path, const SecretText& key);

}  // namespace byte8::app
