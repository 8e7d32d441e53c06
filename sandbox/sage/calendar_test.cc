#include "sandbox/sage/calendar.h"

#include <gtest/gtest.h>

#include "sandbox/sage/digest.h"

namespace byte8::sandbox::sage {
namespace {

TEST(calendar, knows_which_days_exist) {
  EXPECT_EQ(day_number("1970-01-01"), 0);
  EXPECT_EQ(day_number("2000-02-29"), 11016);
  EXPECT_TRUE(is_day("2024-02-29"));
  for (const std::string_view text : {"2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                                      "2026-4-1", "2026/04/01", "", "2026-04-31", "20260401"}) {
    EXPECT_FALSE(is_day(text)) << text;
  }
}

TEST(calendar, goes_there_and_back_over_four_centuries) {
  for (std::int64_t day = -80'000; day < 80'000; day += 37)
    EXPECT_EQ(day_number(day_text(day)), day);
}

TEST(calendar, adds_days_over_month_ends) {
  EXPECT_EQ(add_days("2026-01-31", 30), "2026-03-02");
  EXPECT_EQ(add_days("2024-03-01", -1), "2024-02-29");
}

TEST(calendar, writes_instants_as_sage_does) {
  EXPECT_EQ(instant(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(instant(instant_of("2026-05-01T12:00:59Z").value() + 999), "2026-05-01T12:00:59Z");
  EXPECT_EQ(instant_of("2026-05-01").value(), instant_of("2026-05-01T00:00:00Z").value());
  EXPECT_FALSE(instant_of("2026-05-01T12:00:59"));
  EXPECT_EQ(http_date(784'111'777'000), "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110
}

TEST(digest, hashes_as_the_standard_says) {
  const auto hex = [](std::string_view text) {
    std::string shown;
    for (const unsigned char byte : sha256(text)) {
      shown += "0123456789abcdef"[byte >> 4];
      shown += "0123456789abcdef"[byte & 15];
    }
    return shown;
  };
  EXPECT_EQ(hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(std::string(1000, 'a')),
            "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
  // Every padding length round the block size.
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(digest, makes_the_challenge_of_rfc_7636) {
  EXPECT_EQ(s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(digest, reads_base64_with_and_without_padding) {
  EXPECT_EQ(base64_decode("Zm9vYmE="), "fooba");
  EXPECT_EQ(base64_decode("Zm9vYg"), "foob");
  EXPECT_FALSE(base64_decode("Zm9v*"));
}

}  // namespace
}  // namespace byte8::sandbox::sage
