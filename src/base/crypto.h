#pragma once
// The only door to OpenSSL and argon2. Everything secret is compared in constant time.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace byte8::crypto {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view data);
std::string sha256_hex(std::string_view data);
std::string sha1_hex(std::string_view data);
Digest hmac_sha256(std::string_view key, std::string_view data);
// HKDF of RFC 5869 with SHA-256 and an empty salt; 32 bytes, returned as raw bytes.
std::string hkdf_sha256(std::string_view input_key, std::string_view info);

// A key set up once for many MACs (an HMAC context duplicated for each). Not for use from two
// threads.
class Hmac {
 public:
  explicit Hmac(std::string_view key);
  Hmac(Hmac&&) noexcept;
  Hmac& operator=(Hmac&&) noexcept;
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;
  ~Hmac();
  Digest sign(std::string_view data) const;

 private:
  void* context_ = nullptr;
};

bool equal(std::string_view a, std::string_view b);  // constant time for equal lengths

std::string hex(std::string_view bytes);
std::string base64url(std::string_view bytes);                // no padding
Result<std::string> base64url_decode(std::string_view text);  // padding tolerated
std::string base64(std::string_view bytes);
Result<std::string> base64_decode(std::string_view text);

// From the operating system, for secrets.
std::string random_bytes(std::size_t count);
std::string random_hex(std::size_t bytes);

// AES-256-GCM: key id (1 byte), nonce (12), tag (16), cipher text. The associated data is the row's
// identity, so that a sealed value cannot be moved to another row.
class Sealer {
 public:
  explicit Sealer(SecretText master_key, std::uint8_t key_id = 1);  // 32 raw bytes
  std::string seal(std::string_view plain, std::string_view associated) const;
  Result<SecretText> open(std::string_view sealed, std::string_view associated) const;

 private:
  SecretText key_;
  std::uint8_t key_id_;
};

// argon2id with its parameters inside the text.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view password, const std::string& encoded);

}  // namespace byte8::crypto
