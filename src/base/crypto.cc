#include "base/crypto.h"

#include <argon2.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <vector>

#include "base/check.h"

namespace byte8::crypto {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t seal_header = 1 + nonce_bytes + tag_bytes;

// OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane.
constexpr std::uint32_t argon_passes = 2;
constexpr std::uint32_t argon_kib = 19 * 1024;
constexpr std::uint32_t argon_lanes = 1;
constexpr std::size_t argon_salt = 16;
constexpr std::size_t argon_hash = 32;

const unsigned char* bytes(std::string_view text) {
  // A null pointer means "no key" to OpenSSL, which an empty view is not.
  return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}
unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Algorithms are looked up once: OpenSSL 3 searches its providers on every implicit fetch.
const EVP_MD* sha256_algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  BYTE8_CHECK(fetched != nullptr);
  return fetched;
}

EVP_MAC* hmac_algorithm() {
  static EVP_MAC* const fetched = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  BYTE8_CHECK(fetched != nullptr);
  return fetched;
}

const EVP_CIPHER* gcm_algorithm() {
  static EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  BYTE8_CHECK(fetched != nullptr);
  return fetched;
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

int length(std::string_view text) {
  BYTE8_CHECK(text.size() < std::size_t{1} << 30);
  return static_cast<int>(text.size());
}

EVP_MAC_CTX* keyed(std::string_view key) {
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(hmac_algorithm());
  BYTE8_CHECK(context != nullptr);
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_construct_end()};
  BYTE8_CHECK(EVP_MAC_init(context, bytes(key), key.size(), parameters) == 1);
  return context;
}

void digest_with(const EVP_MD* algorithm, std::string_view data, unsigned char* out) {
  unsigned size = 0;
  BYTE8_CHECK(EVP_Digest(bytes(data), data.size(), out, &size, algorithm, nullptr) == 1);
}

// Nonces must differ, which is all: taken from a pool, because asking OpenSSL for twelve bytes
// costs more than sealing a short text with them.
std::string fresh_nonce() {
  constexpr std::size_t pool_bytes = 256 * nonce_bytes;
  thread_local std::string pool;
  if (pool.empty()) pool = random_bytes(pool_bytes);
  const std::size_t rest = pool.size() - nonce_bytes;
  std::string nonce = pool.substr(rest);
  pool.resize(rest);
  return nonce;
}

Error unsealable() {
  return Error::coded(Fault::internal, "unsealable",
                      "a sealed value does not open with this key for this row");
}

}  // namespace

Digest sha256(std::string_view data) {
  Digest out{};
  digest_with(sha256_algorithm(), data, out.data());
  return out;
}

std::string sha256_hex(std::string_view data) {
  return hex(view(sha256(data)));
}

std::string sha1_hex(std::string_view data) {
  std::array<unsigned char, 20> out{};
  digest_with(EVP_sha1(), data, out.data());
  return hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

Digest hmac_sha256(std::string_view key, std::string_view data) {
  return Hmac(key).sign(data);
}

std::string hkdf_sha256(std::string_view input_key, std::string_view info) {
  const std::string salt(sizeof(Digest), '\0');
  const Digest extracted = hmac_sha256(salt, input_key);
  // One block is all that 32 bytes need: T(1) = HMAC(PRK, info | 0x01).
  const Digest expanded = hmac_sha256(view(extracted), std::string(info) + '\x01');
  return std::string(view(expanded));
}

Hmac::Hmac(std::string_view key) : context_(keyed(key)) {}
Hmac::Hmac(Hmac&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}
Hmac& Hmac::operator=(Hmac&& other) noexcept {
  std::swap(context_, other.context_);
  return *this;
}
Hmac::~Hmac() {
  EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(context_));
}

Digest Hmac::sign(std::string_view data) const {
  BYTE8_CHECK(context_ != nullptr);
  EVP_MAC_CTX* context = EVP_MAC_CTX_dup(static_cast<EVP_MAC_CTX*>(context_));
  BYTE8_CHECK(context != nullptr);
  Digest out{};
  std::size_t size = 0;
  BYTE8_CHECK(EVP_MAC_update(context, bytes(data), data.size()) == 1);
  BYTE8_CHECK(EVP_MAC_final(context, out.data(), &size, out.size()) == 1);
  EVP_MAC_CTX_free(context);
  return out;
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(bytes(a), bytes(b), a.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  BYTE8_CHECK(RAND_bytes(bytes(out), length(out)) == 1);
  return out;
}

std::string random_hex(std::size_t count) {
  return hex(random_bytes(count));
}

Sealer::Sealer(SecretText master_key, std::uint8_t key_id)
    : key_(std::move(master_key)), key_id_(key_id) {
  BYTE8_CHECK(key_.reveal().size() == 32);
}

std::string Sealer::seal(std::string_view plain, std::string_view associated) const {
  const std::string nonce = fresh_nonce();
  std::string out(seal_header + plain.size(), '\0');
  out[0] = static_cast<char>(key_id_);
  out.replace(1, nonce_bytes, nonce);
  unsigned char* tag = bytes(out) + 1 + nonce_bytes;
  unsigned char* body = bytes(out) + seal_header;

  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  int last = 0;
  BYTE8_CHECK(EVP_EncryptInit_ex2(cipher.get(), gcm_algorithm(), bytes(key_.reveal()), bytes(nonce),
                                  nullptr) == 1);
  BYTE8_CHECK(EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes(associated),
                                length(associated)) == 1);
  BYTE8_CHECK(EVP_EncryptUpdate(cipher.get(), body, &written, bytes(plain), length(plain)) == 1);
  BYTE8_CHECK(EVP_EncryptFinal_ex(cipher.get(), body + written, &last) == 1);
  BYTE8_CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag) == 1);
  return out;
}

Result<SecretText> Sealer::open(std::string_view sealed, std::string_view associated) const {
  if (sealed.size() < seal_header || static_cast<std::uint8_t>(sealed[0]) != key_id_) {
    return unsealable();
  }
  const std::string_view nonce = sealed.substr(1, nonce_bytes);
  std::string tag(sealed.substr(1 + nonce_bytes, tag_bytes));
  const std::string_view body = sealed.substr(seal_header);
  std::string plain(body.size(), '\0');

  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  int last = 0;
  BYTE8_CHECK(EVP_DecryptInit_ex2(cipher.get(), gcm_algorithm(), bytes(key_.reveal()), bytes(nonce),
                                  nullptr) == 1);
  BYTE8_CHECK(EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes(associated),
                                length(associated)) == 1);
  BYTE8_CHECK(EVP_DecryptUpdate(cipher.get(), bytes(plain), &written, bytes(body), length(body)) ==
              1);
  BYTE8_CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(cipher.get(), bytes(plain) + written, &last) != 1) return unsealable();
  return SecretText(std::move(plain));
}

std::string hash_password(std::string_view password) {
  const std::string salt = random_bytes(argon_salt);
  std::vector<char> encoded(
      argon2_encodedlen(argon_passes, argon_kib, argon_lanes, argon_salt, argon_hash, Argon2_id));
  BYTE8_CHECK(argon2id_hash_encoded(argon_passes, argon_kib, argon_lanes, password.data(),
                                    password.size(), salt.data(), salt.size(), argon_hash,
                                    encoded.data(), encoded.size()) == ARGON2_OK);
  return encoded.data();
}

bool verify_password(std::string_view password, const std::string& encoded) {
  return argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace byte8::crypto
