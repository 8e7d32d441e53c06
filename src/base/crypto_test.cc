#include "base/crypto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace byte8::crypto {
namespace {

using testing::StartsWith;

std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string mac_hex(std::string_view key, std::string_view data) {
  return hex(view(hmac_sha256(key, data)));
}

TEST(Crypto, sha256_and_sha1_agree_with_fips_180) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string_view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(Crypto, hmac_agrees_with_rfc_4231) {
  EXPECT_EQ(mac_hex(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(mac_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(mac_hex(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(
      mac_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Crypto, hmac_takes_an_empty_key_and_empty_data) {
  EXPECT_EQ(mac_hex(std::string_view(), std::string_view()),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Crypto, a_key_set_up_once_signs_many_texts_alike) {
  Hmac hmac("Jefe");
  EXPECT_EQ(hmac.sign("a"), hmac_sha256("Jefe", "a"));
  EXPECT_EQ(hmac.sign("b"), hmac_sha256("Jefe", "b"));
  EXPECT_EQ(hmac.sign("a"), hmac_sha256("Jefe", "a"));
  Hmac moved(std::move(hmac));
  EXPECT_EQ(moved.sign("a"), hmac_sha256("Jefe", "a"));
  moved = Hmac("other");
  EXPECT_EQ(moved.sign("a"), hmac_sha256("other", "a"));
}

// RFC 5869 case 3 (empty salt, empty info) asks 42 bytes; its first 32 are what one block gives.
TEST(Crypto, hkdf_agrees_with_rfc_5869) {
  EXPECT_EQ(hex(hkdf_sha256(std::string(22, '\x0b'), "")),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST(Crypto, hkdf_derives_the_recorded_subkeys_of_the_wire) {
  const std::string master = "byte8_lk_example_master_key_0123456789";
  EXPECT_EQ(hex(hkdf_sha256(master, "byte8-magento-outbound-v1")),
            "c2d11063b258339530eec8920c6f14340ee1a7ae5f05ed3502adb0bae066fbad");
  EXPECT_EQ(hex(hkdf_sha256(master, "byte8-magento-inbound-v1")),
            "cf42dbe104f775cd862a31a75d8530a93afa2bbc5377b31e26042fe6a406600f");
}

TEST(Crypto, a_recorded_token_bears_our_signature) {
  const std::string key =
      hkdf_sha256("byte8_lk_example_master_key_0123456789", "byte8-magento-outbound-v1");
  const std::string header = R"({"alg":"HS256","typ":"JWT"})";
  const std::string claims =
      R"({"iss":"magento","sub":"a8d4e2e0-1c4e-11ef-9262-0242ac120002","aud":"byte8-ledger",)"
      R"("iat":1779012672,"nbf":1779012672,"exp":1779012732,)"
      R"("jti":"6f1c2a34-5b67-4c89-9d01-23456789abcd"})";
  const std::string signed_part = base64url(header) + "." + base64url(claims);
  EXPECT_THAT(signed_part, StartsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJtYWdlbnRv"));
  EXPECT_EQ(base64url(view(hmac_sha256(key, signed_part))),
            "FrwTZl1zvUzCovHkcPx_n9KivDIBiX2Drn0h8M-NfxI");
}

TEST(Crypto, texts_compare_by_all_their_bytes) {
  EXPECT_TRUE(equal("abc", "abc"));
  EXPECT_TRUE(equal("", std::string_view()));
  EXPECT_FALSE(equal("abc", "abd"));
  EXPECT_FALSE(equal("abc", "ab"));
  EXPECT_FALSE(equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

TEST(Crypto, base64_agrees_with_rfc_4648) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"", ""},
                                                                  {"f", "Zg=="},
                                                                  {"fo", "Zm8="},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="},
                                                                  {"fooba", "Zm9vYmE="},
                                                                  {"foobar", "Zm9vYmFy"},
                                                                  {"\xfb\xff", "+/8="}};
  for (const auto& [plain, coded] : cases) {
    EXPECT_EQ(base64(plain), coded);
    EXPECT_EQ(*base64_decode(coded), plain);
  }
  EXPECT_EQ(base64url("\xfb\xff"), "-_8");
  EXPECT_EQ(*base64url_decode("-_8"), "\xfb\xff");
  EXPECT_EQ(*base64url_decode("-_8="), "\xfb\xff");
}

TEST(Crypto, every_byte_survives_base64) {
  std::string all;
  for (int i = 0; i < 256; ++i) {
    all += static_cast<char>(i);
    EXPECT_EQ(*base64_decode(base64(all)), all);
    EXPECT_EQ(*base64url_decode(base64url(all)), all);
  }
}

TEST(Crypto, broken_base64_is_refused) {
  for (const char* bad : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z m9v", "Zm9v\n",
                          "-_8=", "====", "=", "Zg==Zg==", "Z=g="}) {
    EXPECT_FALSE(base64_decode(bad).ok()) << bad;
  }
  for (const char* bad : {"A", "Zh", "Zm9", "+/8", "Zg=", "Z.", "a b", "Zg==="}) {
    EXPECT_EQ(base64url_decode(bad).ok(), false) << bad;
  }
}

TEST(Crypto, random_texts_have_their_length_and_differ) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) seen.insert(random_bytes(16));
  EXPECT_EQ(seen.size(), 200U);
  EXPECT_EQ(random_hex(8).size(), 16U);
  EXPECT_EQ(random_bytes(0), "");
}

class Sealing : public testing::Test {
 protected:
  const std::string key_ = std::string(31, 'k') + '\0';
  const Sealer sealer_{SecretText(key_)};
};

TEST_F(Sealing, what_was_sealed_opens_with_the_same_key_and_row) {
  const std::string sealed = sealer_.seal("refresh token", "connection:7");
  EXPECT_EQ(sealed.size(), 1 + 12 + 16 + 13U);
  EXPECT_EQ(sealed[0], 1);
  EXPECT_EQ(sealed.find("refresh"), std::string::npos);
  EXPECT_EQ(sealer_.open(sealed, "connection:7")->reveal(), "refresh token");
  EXPECT_EQ(sealer_.open(sealer_.seal("", ""), "")->reveal(), "");
}

TEST_F(Sealing, the_same_text_is_sealed_differently_each_time) {
  EXPECT_NE(sealer_.seal("x", "row"), sealer_.seal("x", "row"));
}

TEST_F(Sealing, any_flipped_bit_is_refused) {
  const std::string sealed = sealer_.seal("refresh token", "connection:7");
  for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
    std::string broken = sealed;
    broken[i / 8] = static_cast<char>(broken[i / 8] ^ (1 << (i % 8)));
    const auto opened = sealer_.open(broken, "connection:7");
    ASSERT_FALSE(opened.ok()) << "bit " << i;
    EXPECT_EQ(opened.error().code, "unsealable");
  }
}

TEST_F(Sealing, another_row_another_key_and_a_cut_value_are_refused) {
  const std::string sealed = sealer_.seal("refresh token", "connection:7");
  EXPECT_FALSE(sealer_.open(sealed, "connection:8").ok());
  EXPECT_FALSE(sealer_.open(sealed, "").ok());
  EXPECT_FALSE(Sealer(SecretText(std::string(32, 'k'))).open(sealed, "connection:7").ok());
  EXPECT_FALSE(Sealer(SecretText(key_), 2).open(sealed, "connection:7").ok());
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(sealer_.open(sealed.substr(0, size), "connection:7").ok()) << size;
  }
  EXPECT_FALSE(sealer_.open(sealed + "x", "connection:7").ok());
}

TEST(SealingDeathTest, a_key_of_another_length_stops_the_process) {
  EXPECT_DEATH({ Sealer sealer(SecretText("short")); }, "broken promise");
}

TEST(Passwords, a_password_is_verified_by_its_own_hash_only) {
  const std::string encoded = hash_password("correct horse");
  EXPECT_THAT(encoded, StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(verify_password("correct horse", encoded));
  EXPECT_FALSE(verify_password("correct horsf", encoded));
  EXPECT_FALSE(verify_password("", encoded));
  EXPECT_FALSE(verify_password("correct horse", ""));
  EXPECT_FALSE(verify_password("correct horse", "$argon2id$v=19$m=19456"));
  EXPECT_NE(hash_password("correct horse"), encoded) << "the salt differs";
}

}  // namespace
}  // namespace byte8::crypto
