#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace byte8::json {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Value good(std::string_view text, Limits limits = {}) {
  Result<Value> parsed = parse(text, limits);
  EXPECT_TRUE(parsed.ok()) << text << ": " << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : Value();
}

std::string refusal(std::string_view text, Limits limits = {}) {
  const Result<Value> parsed = parse(text, limits);
  if (parsed) return "accepted";
  EXPECT_EQ(parsed.error().fault, Fault::serde);
  return parsed.error().message;
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Json, every_kind_of_value_is_read_and_written_back) {
  const std::string text = R"({"a":null,"b":[true,false],"c":"x","d":-1.50,"e":{},"f":[],"g":""})";
  const Value value = good(text);
  EXPECT_EQ(write(value), text);
  EXPECT_EQ(value.find("a")->type_name(), "null");
  EXPECT_EQ(value.find("b")->type_name(), "array");
  EXPECT_EQ(value.find("b")->array()[0].type_name(), "boolean");
  EXPECT_EQ(value.find("c")->type_name(), "string");
  EXPECT_EQ(value.find("d")->type_name(), "number");
  EXPECT_EQ(value.find("e")->type_name(), "object");
  EXPECT_EQ(value.find("z"), nullptr);
}

TEST(Json, a_document_may_be_a_single_value_with_white_space_around_it) {
  EXPECT_EQ(good(" \t\r\n7 \n").number_text(), "7");
  EXPECT_EQ(good("\"x\"").string(), "x");
  EXPECT_TRUE(good("null").is_null());
}

TEST(Json, numbers_keep_their_text) {
  const std::vector<std::string> texts = {
      "0",
      "-0",
      "20",
      "20.0000",
      "8.3333",
      "1e3",
      "1E+03",
      "-1.25e-7",
      "9223372036854775807",
      "18446744073709551616",
      "0.1000000000000000055511151231257827021181583404541015625",
      "1234567890123456789012345678901234567890.5",
      "1e400"};
  for (const std::string& text : texts) {
    EXPECT_EQ(good(text).number_text(), text);
    EXPECT_EQ(good("[" + text + "]").array().at(0).number_text(), text);
    EXPECT_EQ(write(good("{\"n\":" + text + " }")), "{\"n\":" + text + "}");
  }
}

TEST(Json, what_is_no_number_is_refused) {
  for (const char* text : {"NaN", "Infinity", "-Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e",
                           "1e+", "0x10", "1_000", "1,5", "12abc", "1.2.3", "--1"}) {
    EXPECT_THAT(refusal(text), StartsWith("not valid JSON at byte")) << text;
    EXPECT_THAT(refusal("{\"n\":" + std::string(text) + "}"), StartsWith("not valid JSON at byte"))
        << text;
  }
}

TEST(Json, broken_grammar_is_refused) {
  for (const char* text : {"",          " ",
                           "{",         "[",
                           "[1",        "[1,",
                           "[1,]",      "{\"a\"}",
                           "{\"a\":}",  "{\"a\":1,}",
                           "{a:1}",     "'a'",
                           "\"a",       "tru",
                           "truex",     "nul",
                           "[1 2]",     "{\"a\":1 \"b\":2}",
                           "/* c */ 1", "1 // c",
                           "\"\\x\"",   "\"\\u12\"",
                           "\"a\nb\"",  "\"a\tb\"",
                           "]",         "\xEF\xBB\xBF{}"}) {
    EXPECT_THAT(refusal(text), StartsWith("not valid JSON at byte")) << text;
  }
  EXPECT_THAT(refusal(std::string_view()), StartsWith("not valid JSON at byte 0"));
}

TEST(Json, text_after_the_document_is_refused_with_its_place) {
  EXPECT_EQ(refusal("{} x"), "not valid JSON at byte 3: text after the end of the document");
  EXPECT_THAT(refusal("1 2"), HasSubstr("text after the end"));
  EXPECT_THAT(refusal("{}{}"), HasSubstr("byte 2"));
  EXPECT_THAT(refusal(std::string_view("{}\0", 3)), HasSubstr("text after the end"));
}

TEST(Json, an_error_names_the_byte_where_it_was_met) {
  EXPECT_THAT(refusal("[1, 2, x]"), StartsWith("not valid JSON at byte 7: "));
}

TEST(Json, repeated_keys_are_refused_in_small_and_large_objects) {
  EXPECT_THAT(refusal(R"({"a":1,"a":1})"), HasSubstr("repeats a key"));
  EXPECT_THAT(refusal(R"([{"x":{"a":1,"b":2,"a":3}}])"), HasSubstr("repeats a key"));
  EXPECT_THAT(refusal(R"({"a":1,"\u0061":1})"), HasSubstr("repeats a key"));
  good(R"({"a":{"a":[{"a":1},{"a":2}]},"A":1})");

  for (const int size : {16, 17, 500}) {
    std::string members;
    for (int i = 0; i < size; ++i)
      members += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    const Value value = good("{" + members + "\"last\":0}");
    EXPECT_EQ(value.object().size(), static_cast<std::size_t>(size) + 1);
    EXPECT_EQ(value.object()[7].first, "k7") << "members keep their order";
    EXPECT_THAT(refusal("{" + members + "\"k3\":0}"), HasSubstr("repeats a key")) << size;
  }
}

TEST(Json, invalid_utf8_is_refused_in_texts_and_keys) {
  for (const char* bytes : {"\x80", "\xC3", "\xC3(", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                            "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xE2\x82"}) {
    EXPECT_THAT(refusal("[\"a" + std::string(bytes) + "\"]"), StartsWith("not valid JSON"));
    EXPECT_THAT(refusal("{\"" + std::string(bytes) + "b\":1}"), StartsWith("not valid JSON"));
  }
  EXPECT_EQ(good("\"Zoë €5 𝄞\"").string(), "Zoë €5 𝄞");
}

TEST(Json, unpaired_surrogates_are_refused_and_pairs_are_joined) {
  EXPECT_EQ(good(R"("\ud834\udd1e")").string(), "𝄞");
  EXPECT_EQ(good(R"("\u00e9\u20ac\/\b\f\n\r\t\"\\")").string(), "é€/\b\f\n\r\t\"\\");
  for (const char* text : {R"("\ud834")", R"("\udd1e")", R"("\udd1e\ud834")", R"("\ud834\ud834")",
                           R"("\ud834x")", R"("\ud834\n")", R"({"\ud834":1})", R"({"\udd1e":1})"}) {
    EXPECT_THAT(refusal(text), StartsWith("not valid JSON")) << text;
  }
}

TEST(Json, nul_is_refused_or_dropped_in_texts_and_always_refused_in_keys) {
  const Limits dropping{.drop_nul = true};
  EXPECT_THAT(refusal(R"(["a\u0000b"])"), HasSubstr("U+0000"));
  EXPECT_EQ(good(R"(["\u0000a\u0000b\u0000"])", dropping).array()[0].string(), "ab");
  EXPECT_THAT(refusal(R"({"a\u0000":1})"), HasSubstr("U+0000"));
  EXPECT_THAT(refusal(R"({"a\u0000":1})", dropping), HasSubstr("U+0000"));
  EXPECT_THAT(refusal(std::string_view("\"a\0b\"", 5), dropping), StartsWith("not valid JSON"));
}

TEST(Json, depth_and_size_are_bounded) {
  good(nested(32));
  EXPECT_THAT(refusal(nested(33)), StartsWith("not valid JSON at byte"));
  good(nested(3), {.depth = 3});
  EXPECT_NE(refusal(R"({"a":{"b":{"c":{}}}})", {.depth = 3}), "accepted");
  EXPECT_NE(refusal(std::string(100'000, '[')), "accepted");

  good("\"12345678\"", {.bytes = 10});
  EXPECT_THAT(refusal("\"123456789\"", {.bytes = 10}), HasSubstr("longer than the 10 allowed"));
}

TEST(Json, long_texts_with_escapes_are_put_together_whole) {
  std::string literal;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    literal += i % 3 == 0 ? "\\u00e9" : "plain run ";
    expected += i % 3 == 0 ? "é" : "plain run ";
  }
  const Value value = good("{\"" + literal + "\":\"" + literal + "\"}");
  EXPECT_EQ(value.object()[0].first, expected);
  EXPECT_EQ(value.object()[0].second.string(), expected);
}

TEST(Json, writing_escapes_what_it_must_and_no_more) {
  const Value value(std::string("/\"\\\b\f\n\r\t\x01\x1f\x7f é€𝄞"));
  EXPECT_EQ(write(value), "\"/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f é€𝄞\"");
  EXPECT_EQ(write_ascii(value),
            "\"/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f \\u00e9\\u20ac\\ud834\\udd1e\"");
  EXPECT_EQ(write_ascii(object({{"ключ", "é"}})), R"({"\u043a\u043b\u044e\u0447":"\u00e9"})");
  EXPECT_EQ(write(Value(std::string(1, '\0'))), R"("\u0000")");
}

TEST(Json, bytes_that_are_no_text_are_written_as_the_replacement_character) {
  EXPECT_EQ(write(Value("a\xFF"
                        "b\xC3")),
            "\"a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\"");
  EXPECT_EQ(write_ascii(Value("a\xFF"
                              "b")),
            R"("a\ufffdb")");
}

TEST(Json, quoted_text_is_appended) {
  std::string out = "x=";
  append_quoted(out, "a\"b");
  EXPECT_EQ(out, "x=\"a\\\"b\"");
}

TEST(Json, integers_are_only_what_is_written_as_one_and_fits) {
  EXPECT_EQ(good("20").integer(), 20);
  EXPECT_EQ(good("-9223372036854775808").integer(), INT64_MIN);
  EXPECT_EQ(good("9223372036854775808").integer(), std::nullopt);
  EXPECT_EQ(good("20.0").integer(), std::nullopt);
  EXPECT_EQ(good("2e1").integer(), std::nullopt);
  EXPECT_EQ(good("\"20\"").integer(), std::nullopt);
}

TEST(Json, members_are_set_replaced_and_read_with_a_fallback) {
  Value value;
  value.set("a", 1);
  value.set("b", "two");
  value.set("a", std::uint64_t{18446744073709551615U});
  EXPECT_EQ(write(value), R"({"a":18446744073709551615,"b":"two"})");
  EXPECT_EQ(value.text_or("b"), "two");
  EXPECT_EQ(value.text_or("a", "no text"), "no text");
  EXPECT_EQ(Value("text").text_or("a", "x"), "x");
}

TEST(Json, lists_grow_from_null_and_optionals_become_null) {
  Value list;
  list.push(std::optional<int>(3));
  list.push(std::optional<std::string>());
  list.push(nullptr);
  EXPECT_EQ(write(list), "[3,null,null]");
  EXPECT_EQ(write(object({{"a", list}, {"b", Array{}}, {"c", object({})}})),
            R"({"a":[3,null,null],"b":[],"c":{}})");
}

TEST(Json, equal_trees_compare_equal_and_number_texts_count) {
  EXPECT_EQ(good(R"({"a":[1,"x"]})"), good(R"( { "a" : [ 1 , "x" ] } )"));
  EXPECT_NE(good("20"), good("20.0"));
}

TEST(JsonDeathTest, reading_another_type_stops_the_process) {
  EXPECT_DEATH({ Value(1).push(2); }, "broken promise");
  EXPECT_DEATH({ Value("x").set("a", 2); }, "broken promise");
}

}  // namespace
}  // namespace byte8::json
