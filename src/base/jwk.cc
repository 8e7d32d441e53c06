#include "base/jwk.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <string>

#include "base/check.h"
#include "base/crypto.h"

namespace byte8::crypto {
namespace {

constexpr int rsa_bits_min = 2'048;
// Checking one signature takes time with the key's size: nobody has larger ones.
constexpr int rsa_bits_max = 8'192;
constexpr std::size_t coordinate_bytes = 32;

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* held) const {
    release(held);
  }
};
template <typename T, auto release>
using Held = std::unique_ptr<T, Release<release>>;

using Number = Held<BIGNUM, BN_free>;
using Key = Held<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Builder = Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Held<OSSL_PARAM, OSSL_PARAM_free>;
using Signature = Held<ECDSA_SIG, ECDSA_SIG_free>;
using Digesting = Held<EVP_MD_CTX, EVP_MD_CTX_free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number(std::string_view big_endian) {
  return Number(BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

Error no_key(std::string why) {
  return Error::make(Fault::validation, "no key that is taken here: " + why);
}

Result<std::string> member(const json::Value& jwk, std::string_view name) {
  auto bytes = base64url_decode(jwk.text_or(name));
  if (!bytes || bytes->empty()) return no_key("no readable " + std::string(name));
  return bytes;
}

// Null where the numbers are no key of that kind.
Key made(const char* kind, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  Key held(key);
  const KeyContext checking(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (checking == nullptr || EVP_PKEY_public_check(checking.get()) != 1) return nullptr;
  return held;
}

Result<Key> rsa_key(const json::Value& jwk) {
  auto n = member(jwk, "n");
  if (!n) return n.error();
  auto e = member(jwk, "e");
  if (!e) return e.error();
  const Number modulus = number(*n);
  const Number exponent = number(*e);
  if (BN_num_bits(modulus.get()) < rsa_bits_min || BN_num_bits(modulus.get()) > rsa_bits_max) {
    return no_key("an RSA key has 2048 to 8192 bits");
  }
  const Builder builder(OSSL_PARAM_BLD_new());
  BYTE8_CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1);
  BYTE8_CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1);
  Key key = made("RSA", builder.get());
  if (key == nullptr) return no_key("these numbers are no RSA key");
  return key;
}

Result<Key> ec_key(const json::Value& jwk) {
  if (jwk.text_or("crv") != "P-256") return no_key("the curve is not P-256");
  auto x = member(jwk, "x");
  if (!x) return x.error();
  auto y = member(jwk, "y");
  if (!y) return y.error();
  if (x->size() != coordinate_bytes || y->size() != coordinate_bytes) {
    return no_key("a coordinate has another size than 32 bytes");
  }
  const std::string point = "\x04" + *x + *y;  // uncompressed, SEC 1 §2.3.3
  const Builder builder(OSSL_PARAM_BLD_new());
  BYTE8_CHECK(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                              "prime256v1", 0) == 1);
  BYTE8_CHECK(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                               point.size()) == 1);
  Key key = made("EC", builder.get());
  if (key == nullptr) return no_key("that point is not on the curve");
  return key;
}

// The form that OpenSSL checks; empty for what has another size.
std::string der_signature(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  Number r = number(signature.substr(0, coordinate_bytes));
  Number s = number(signature.substr(coordinate_bytes));
  const Signature pair(ECDSA_SIG_new());
  BYTE8_CHECK(ECDSA_SIG_set0(pair.get(), r.release(), s.release()) == 1);
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

}  // namespace

std::optional<Signing> signing_of(std::string_view alg) {
  if (alg == "RS256") return Signing::rs256;
  if (alg == "ES256") return Signing::es256;
  return std::nullopt;
}

Result<PublicKey> PublicKey::from_jwk(const json::Value& jwk) {
  const std::string kind = jwk.text_or("kty");
  if (kind != "RSA" && kind != "EC") return no_key("its kind is neither RSA nor EC");
  const Signing signing = kind == "RSA" ? Signing::rs256 : Signing::es256;
  Result<Key> key = kind == "RSA" ? rsa_key(jwk) : ec_key(jwk);
  if (!key) return key.error();
  return PublicKey(
      std::shared_ptr<void>((*key).release(),
                            [](void* held) { EVP_PKEY_free(static_cast<EVP_PKEY*>(held)); }),
      signing);
}

bool PublicKey::verifies(std::string_view data, std::string_view signature) const {
  std::string form(signature);
  if (signing_ == Signing::es256) form = der_signature(signature);
  if (form.empty()) return false;
  const Digesting context(EVP_MD_CTX_new());
  auto* key = static_cast<EVP_PKEY*>(key_.get());
  // The key's kind decides how it is checked; a token has no say in it.
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(form), form.size(), bytes_of(data),
                          data.size()) == 1;
}

}  // namespace byte8::crypto
