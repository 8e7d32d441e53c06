#include "accounts/totp.h"

#include <gtest/gtest.h>

#include "accounts/password.h"

namespace byte8::accounts {
namespace {

const std::string secret = "12345678901234567890";  // of RFC 6238, appendix B

TEST(Totp, agrees_with_the_vectors_of_the_standard) {
  const std::pair<Millis, const char*> vectors[] = {{59'000, "287082"},
                                                    {1'111'111'109'000, "081804"},
                                                    {1'111'111'111'000, "050471"},
                                                    {1'234'567'890'000, "005924"},
                                                    {2'000'000'000'000, "279037"},
                                                    {20'000'000'000'000, "353130"}};
  for (const auto& [wall, code] : vectors) {
    EXPECT_EQ(totp_code(secret, totp_step_at(wall)), code) << wall;
  }
}

TEST(Totp, takes_one_step_beside_and_nothing_that_is_not_newer) {
  const Millis wall = 1'234'567'890'000;
  const std::int64_t now = totp_step_at(wall);
  for (const int off : {-1, 0, 1}) {
    EXPECT_EQ(totp_step_of(secret, totp_code(secret, now + off), wall, std::nullopt), now + off);
  }
  for (const int off : {-2, 2}) {
    EXPECT_FALSE(totp_step_of(secret, totp_code(secret, now + off), wall, std::nullopt));
  }
  EXPECT_FALSE(totp_step_of(secret, totp_code(secret, now), wall, now));
  EXPECT_FALSE(totp_step_of(secret, totp_code(secret, now - 1), wall, now));
  EXPECT_TRUE(totp_step_of(secret, totp_code(secret, now + 1), wall, now));
  for (const char* wrong : {"", "00592", "0059241", "abcdef"}) {
    EXPECT_FALSE(totp_step_of(secret, wrong, wall, std::nullopt)) << wrong;
  }
}

TEST(Totp, writes_the_secret_as_apps_read_it) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32("fo"), "MZXQ");
  EXPECT_EQ(base32("foo"), "MZXW6");
  EXPECT_EQ(base32("foob"), "MZXW6YQ");
  EXPECT_EQ(base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(base32("\xff\xff\xff\xff\xff"), "77777777");
}

TEST(Password, needs_twelve_characters_and_nothing_else) {
  EXPECT_TRUE(acceptable("aaaaaaaaaaaa", "password").ok());
  EXPECT_TRUE(acceptable("äöüäöüäöüäöü", "password").ok());
  EXPECT_EQ(acceptable("aaaaaaaaaaa", "password").error().code, "too_short");
  EXPECT_EQ(acceptable(std::string(1'025, 'a'), "new").error().code, "too_long");
  EXPECT_EQ(acceptable(std::string(1'025, 'a'), "new").error().field, "new");
  EXPECT_EQ(acceptable("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "x").error().code,
            "invalid_format");
}

TEST(Email, is_folded_and_cannot_break_a_header) {
  EXPECT_EQ(tidy_email(" Ada@Example.COM "), "ada@example.com");
  EXPECT_EQ(tidy_email("o'brien+tag@example.co.uk"), "o'brien+tag@example.co.uk");
  for (const char* wrong : {"", "ada", "@example.com", "ada@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y",
                            "a@b,c@d", "<a@b>", "\"a\"@b", "a;b@c"}) {
    EXPECT_FALSE(tidy_email(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace byte8::accounts
