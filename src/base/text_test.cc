#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace byte8::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Text, valid_utf8_is_told_from_invalid) {
  EXPECT_TRUE(valid_utf8(""));
  EXPECT_TRUE(valid_utf8("plain Zoë €5 𝄞 \xF4\x8F\xBF\xBF \xED\x9F\xBF \xEE\x80\x80"));
  for (const char* bad : {"\x80", "a\xC3", "\xC3(", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF",
                          "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "\xE2\x82", "\xF0\x9D\x84"}) {
    EXPECT_FALSE(valid_utf8(bad));
  }
}

TEST(Text, code_points_are_counted_not_bytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("Zoë €𝄞"), 6U);
  EXPECT_EQ(code_points("\xFF\xFF"), 2U);
}

TEST(Text, cutting_never_halves_a_character) {
  EXPECT_EQ(cut("Zoë €𝄞!", 3), "Zoë");
  EXPECT_EQ(cut("Zoë €𝄞!", 6), "Zoë €𝄞");
  EXPECT_EQ(cut("Zoë", 3), "Zoë");
  EXPECT_EQ(cut("Zoë", 100), "Zoë");
  EXPECT_EQ(cut("Zoë", 0), "");
}

TEST(Text, trimming_takes_ascii_white_space_from_both_ends) {
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(" \n "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, only_ascii_letters_change_case) {
  EXPECT_EQ(lower_ascii("Content-TYPE É"), "content-type É");
  EXPECT_TRUE(iequals_ascii("Retry-After", "retry-aFTER"));
  EXPECT_FALSE(iequals_ascii("Retry-After", "Retry-Afte"));
  EXPECT_FALSE(iequals_ascii("[", "{"));
}

TEST(Text, code_points_become_utf8) {
  std::string out;
  for (const char32_t c : {U'a', U'é', U'€', U'𝄞', char32_t{0x10FFFF}}) append_code_point(out, c);
  EXPECT_EQ(out, "aé€𝄞\xF4\x8F\xBF\xBF");
}

TEST(Text, percent_coding_leaves_only_unreserved_characters) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b/é+&="), "a%20b%2F%C3%A9%2B%26%3D");
}

TEST(Text, percent_decoding_refuses_broken_escapes) {
  EXPECT_EQ(percent_decode("a%20b%2f%C3%A9+"), "a b/é+");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
  EXPECT_EQ(percent_decode("%2B", true), "+");
  for (const char* bad : {"%", "a%2", "%g0", "%0g", "%%20", "% 1"}) {
    EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
  }
}

TEST(Text, every_byte_survives_percent_coding) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
}

TEST(Text, forms_are_read_pair_by_pair) {
  EXPECT_THAT(parse_form("a=1&b=x+y%26z&c&d=&=e&f=1=2"),
              ElementsAre(Pair("a", "1"), Pair("b", "x y&z"), Pair("c", ""), Pair("d", ""),
                          Pair("", "e"), Pair("f", "1=2")));
  EXPECT_THAT(parse_form(""), IsEmpty());
  EXPECT_THAT(parse_form("&&"), IsEmpty());
  EXPECT_THAT(parse_form("a=%zz&b=1"), ElementsAre(Pair("b", "1")));
}

TEST(Text, forms_are_written_so_that_they_read_back) {
  EXPECT_EQ(form({{"grant type", "a&b"}, {"x", ""}}), "grant%20type=a%26b&x=");
  EXPECT_THAT(parse_form(form({{"k+", "v =&%"}})), ElementsAre(Pair("k+", "v =&%")));
}

TEST(Text, splitting_keeps_empty_parts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split("abc", ','), ElementsAre("abc"));
}

}  // namespace
}  // namespace byte8::text
