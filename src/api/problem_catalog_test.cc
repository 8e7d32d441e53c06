// The catalogue against the program's own words and against the messages of the pretended Sage.

#include "api/problem_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace byte8::api {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::smatch> found(const std::string& text, const std::regex& pattern) {
  return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

std::vector<std::filesystem::path> sources(const std::string& folder) {
  std::vector<std::filesystem::path> all;
  const std::filesystem::path root = std::filesystem::path(BYTE8_SOURCE_DIR) / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".cc") && !name.ends_with("_test.cc")) all.push_back(entry.path());
  }
  return all;
}

RunError sage(std::string_view message) {
  return {.fault = "validation", .code = std::nullopt, .message = message};
}

TEST(Catalogue, says_everything_of_each_cause_once) {
  std::set<std::string_view> codes;
  const std::set<std::string_view> people = {"merchant", "accountant", "store_admin", "operator",
                                             "nobody"};
  for (const Cause& cause : causes()) {
    EXPECT_TRUE(codes.insert(cause.code).second) << cause.code;
    EXPECT_FALSE(cause.message.empty() || cause.fix.empty()) << cause.code;
    EXPECT_TRUE(cause.message.ends_with('.') || cause.message.ends_with("{}")) << cause.code;
    EXPECT_TRUE(people.contains(cause.who)) << cause.code;
    EXPECT_EQ(cause.message.find("{}") != std::string_view::npos, cause.subject != Subject::none)
        << cause.code << ": a subject that nobody sees, or a hole";
  }
}

TEST(Catalogue, knows_every_hold_and_error_that_the_flows_and_adapters_name) {
  const std::regex hold(R"re(Hold\{\.code = "([a-z_]+)")re");
  const std::regex short_hold(R"re(hold\(\s*"([a-z_]+)")re");
  const std::regex review(R"re(coded\(\s*Fault::needs_review,\s*"([a-z_]+)")re");
  int seen = 0;
  for (const char* folder : {"src/sync", "src/engine", "src/sage"}) {
    for (const auto& path : sources(folder)) {
      const std::string text = text_of(path);
      for (const std::regex& pattern : {hold, short_hold, review}) {
        for (const std::smatch& match : found(text, pattern)) {
          ++seen;
          const std::string code = match[1];
          const RunError error{.fault = "needs_review", .code = code, .message = ""};
          EXPECT_EQ(cause_of(error).code, code) << path << " names " << code;
        }
      }
    }
  }
  EXPECT_GT(seen, 15);
}

// Each refusal that the pretended Sage makes of a contact, document or payment has a cause of its
// own, and it is about the field that Sage named.
TEST(Catalogue, translates_the_refusals_of_the_pretended_sage) {
  const std::regex problem(R"re(problems\.add\("([a-z_.0-9]*)",\s*"([^"]+)")re");
  const std::set<std::string> ours = {
      "document_build.cc", "document_lines.cc", "document_fields.cc", "contacts.cc",
      "address.cc",        "allocations.cc",    "payments.cc"};
  // Fields that we never send.
  const std::regex unsent(
      "credit_|due_date|expiry|status_id|void|number|product_sales|"
      "transaction_type|default_|original_quote|vendor|^discount|main_contact");
  int seen = 0;
  for (const auto& path : sources("sandbox/sage")) {
    if (!ours.contains(path.filename().string())) continue;
    const std::string text = text_of(path);
    for (const std::smatch& match : found(text, problem)) {
      const std::string field = match[1];
      if (field != "tax_number" && std::regex_search(field, unsent)) continue;
      ++seen;
      const std::string message = field.empty() ? match[2].str() : field + ": " + match[2].str();
      EXPECT_NE(cause_of(sage(message)).code, "validation") << message;
    }
  }
  EXPECT_GT(seen, 8);
}

TEST(Catalogue, the_true_cause_goes_before_the_message_that_stands_for_many) {
  constexpr std::string_view umbrella = "line_items.description: This field is required.";
  EXPECT_EQ(cause_of(sage(umbrella)).code, "sage_umbrella");
  EXPECT_EQ(
      cause_of(sage("line_items.ledger_account_id: is invalid; " + std::string(umbrella))).code,
      "sage_account");
  EXPECT_EQ(cause_of(sage(std::string(umbrella) + "; tax_number: is invalid")).code,
            "sage_tax_number");
}

TEST(Catalogue, a_fingerprint_is_of_the_cause_and_of_nothing_else) {
  const auto print = [](std::string_view code, std::string_view message) {
    const RunError error{.fault = "needs_review", .code = std::string(code), .message = message};
    return fingerprint_of(cause_of(error), error);
  };
  EXPECT_EQ(print("totals_differ", "120.03 of 120.00"), print("totals_differ", "5.00 of 4.00"));
  EXPECT_NE(print("tax_not_mapped", "tax of 23.00 % has"),
            print("tax_not_mapped", "tax of 5.00 % has"));
  EXPECT_EQ(print("sage_refused", "Sage answered 405: no 17"),
            print("sage_refused", "Sage answered 405: no 18"));
  EXPECT_NE(print("tax_charged_abroad", "a customer in NO (1.00"),
            print("tax_charged_abroad", "a customer in CH (1.00"));
}

TEST(Catalogue, what_nobody_foresaw_is_a_case_of_its_fault) {
  const RunError error{.fault = "provider", .code = "quite_new", .message = "odd 7"};
  EXPECT_EQ(cause_of(error).code, "provider");
  EXPECT_EQ(sentence_of(cause_of(error), error), "Sage could not carry it out: odd #");
}

}  // namespace
}  // namespace byte8::api
