#pragma once
// SHA-256 of what comes in pieces, and a key out of a passphrase. OpenSSL and argon2 behind it, as
// in base/crypto.h.

#include <string>
#include <string_view>

namespace byte8::crypto {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  // Ends it; call once.
  std::string hex();

 private:
  void* context_;
};

// 32 raw bytes by argon2id; the salt has at least 16 bytes.
std::string stretch(std::string_view passphrase, std::string_view salt);

}  // namespace byte8::crypto
