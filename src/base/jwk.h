#pragma once
// Public keys as JSON Web Keys (RFC 7517) and the signatures they check (RFC 7518): RS256 and
// ES256. Nothing else is a signature here, so that neither "none" nor a MAC with a public key as
// its secret can pass for one.

#include <memory>
#include <optional>
#include <string_view>

#include "base/json.h"

namespace byte8::crypto {

enum class Signing : std::uint8_t {
  rs256,  // RSA with PKCS #1 v1.5 padding and SHA-256, from 2048 bits
  es256,  // ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each
};
// By its name in a token's header; nothing for any other.
std::optional<Signing> signing_of(std::string_view alg);

class PublicKey {
 public:
  // Errors: Fault::validation for a kind, a curve or a size that is not taken, or no key at all.
  static Result<PublicKey> from_jwk(const json::Value& jwk);

  Signing signing() const { return signing_; }
  bool verifies(std::string_view data, std::string_view signature) const;

 private:
  PublicKey(std::shared_ptr<void> key, Signing signing) : key_(std::move(key)), signing_(signing) {}

  std::shared_ptr<void> key_;  // EVP_PKEY
  Signing signing_;
};

}  // namespace byte8::crypto
