#include "base/digest.h"

#include <argon2.h>
#include <openssl/evp.h>

#include <array>

#include "base/check.h"
#include "base/crypto.h"

namespace byte8::crypto {
namespace {

// Once a backup, not once a request: dearer than a password.
constexpr std::uint32_t passes = 3;
constexpr std::uint32_t kib = 64 * 1024;
constexpr std::uint32_t lanes = 1;

EVP_MD_CTX* context_of(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  BYTE8_CHECK(EVP_DigestInit_ex(context_of(context_), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() {
  EVP_MD_CTX_free(context_of(context_));
}

void Sha256::add(std::string_view bytes) {
  BYTE8_CHECK(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> out{};
  unsigned size = 0;
  BYTE8_CHECK(EVP_DigestFinal_ex(context_of(context_), out.data(), &size) == 1);
  return crypto::hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

std::string stretch(std::string_view passphrase, std::string_view salt) {
  std::string key(32, '\0');
  BYTE8_CHECK(argon2id_hash_raw(passes, kib, lanes, passphrase.data(), passphrase.size(),
                                salt.data(), salt.size(), key.data(), key.size()) == ARGON2_OK);
  return key;
}

}  // namespace byte8::crypto
