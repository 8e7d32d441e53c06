#include "sync/clean_text.h"

#include <gtest/gtest.h>

#include "base/rng.h"
#include "base/text.h"

namespace byte8::sync {
namespace {

std::string cleaned(std::string_view raw) {
  return clean_text(raw, 255, "Item").text;
}

TEST(CleanText, entities_are_decoded_and_tags_are_stripped) {
  EXPECT_EQ(cleaned("Blue&trade; tee &amp; mug"), "Blue™ tee & mug");
  EXPECT_EQ(cleaned("<b>Tea</b>pot<br/>white"), "Teapot white");
  EXPECT_EQ(cleaned("caf&eacute; &#9749; &#x2615;"), "café ☕ ☕");
  EXPECT_EQ(cleaned("&quot;A&quot; &apos;B&#39;"), "\"A\" 'B'");
}

TEST(CleanText, a_decoded_tag_is_text) {
  EXPECT_EQ(cleaned("&lt;b&gt;bold&lt;/b&gt;"), "<b>bold</b>");
  EXPECT_EQ(cleaned("a < b and c > d"), "a < b and c > d");
  EXPECT_EQ(cleaned("5 <6 <never closed"), "5 <6 <never closed");
}

TEST(CleanText, nested_entities_are_decoded_three_times_and_then_broken) {
  EXPECT_EQ(cleaned("&amp;amp;amp; x"), "& x");
  EXPECT_EQ(cleaned("&amp;amp;amp;amp;amp; x"), "& amp;amp; x");
  EXPECT_EQ(cleaned("AT&T; &unknown; &#99999999; &#"), "AT& T; & unknown; & #99999999; & #");
}

TEST(CleanText, control_characters_vanish_and_cannot_hide_an_entity) {
  EXPECT_EQ(cleaned(std::string_view("a\0b\x01 c\x7F", 7)), "ab c");
  EXPECT_EQ(cleaned("a\xC2\x85g\xC2\xA0h\xE2\x80\xA8i\xC2\x9Cj"), "a g h ij");
  EXPECT_EQ(cleaned("&\x01trade;"), "& trade;");
  EXPECT_EQ(cleaned(" \t two \r\n lines  "), "two lines");
}

TEST(CleanText, scripts_of_every_language_stay) {
  for (const char* name : {"日本茶", "قهوة عربية", "Łódź", "Ελλάδα", "emoji 🎁", "שלום"}) {
    EXPECT_EQ(cleaned(name), name);
  }
}

TEST(CleanText, the_limit_counts_code_points_and_says_so) {
  const CleanText cut = clean_text("ééééé", 3);
  EXPECT_EQ(cut.text, "ééé");
  EXPECT_TRUE(cut.shortened);
  EXPECT_FALSE(clean_text("ééé", 3).shortened);
  EXPECT_EQ(clean_text("ab cd", 3).text, "ab");
}

TEST(CleanText, nothing_left_becomes_the_fallback) {
  EXPECT_EQ(cleaned(""), "Item");
  EXPECT_EQ(cleaned("<p> </p>&nbsp;"), "Item");
  EXPECT_EQ(clean_text("\x01", 10).text, "");
}

// What the ledger refuses: "&name;" and "&#".
bool refused(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') return true;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end > at + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

TEST(CleanText, no_hostile_name_is_refused_grows_or_comes_out_empty) {
  static constexpr std::string_view pieces[] = {"&",         "amp;",    "#",
                                                "x26;",      "lt;",     "<",
                                                ">",         "b",       "/",
                                                "!",         " ",       "\x01",
                                                "é",         "日",      ";",
                                                "&amp;",     "&#38;",   "&lt;",
                                                "<br>",      "\n",      "&#x26;",
                                                "🎁",        "nbsp",    "\xC2\xA0",
                                                "&amp;amp;", "trade;",  "\xEF\xBB\xBF",
                                                "&#0;",      "&#xD800;"};
  Rng rng(42);
  for (int i = 0; i < 20'000; ++i) {
    std::string raw;
    for (auto n = rng.below(30); n > 0; --n) raw += pieces[rng.below(std::size(pieces))];
    const std::size_t limit = rng.below(40) + 1;
    const std::string text = clean_text(raw, limit, "-").text;
    ASSERT_FALSE(refused(text)) << raw << " -> " << text;
    ASSERT_FALSE(text.empty()) << raw;
    ASSERT_TRUE(text::valid_utf8(text)) << raw;
    ASSERT_LE(text::code_points(text), limit) << raw;
  }
}

TEST(CleanText, very_long_text_takes_no_longer_than_its_length) {
  EXPECT_EQ(clean_text(std::string(2'000'000, '<') + "x", 10).text, std::string(10, '<'));
  EXPECT_EQ(clean_text(std::string(2'000'000, '&'), 10).text, std::string(10, '&'));
}

}  // namespace
}  // namespace byte8::sync
