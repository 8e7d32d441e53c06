#include "sage/errors.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace byte8::sage {
namespace {

using http::Failure;
using http::Outcome;

const std::string business = "b1f0c0de000000000000000000000001";

Outcome answered(int status, std::string body, http::Headers headers = {}) {
  return {.sent = true,
          .response = {.status = status, .headers = std::move(headers), .body = std::move(body)}};
}

std::string entry(const std::string& code, const std::string& message,
                  const std::string& source = "") {
  return R"({"$severity":"error","$dataCode":")" + code + R"(","$message":")" + message +
         R"(","$source":")" + source + R"("})";
}

template <typename T>
std::string said(const Result<T>& result) {
  if (result) return "ok";
  const Error& error = result.error();
  return std::string(word(error.fault)) + "/" + error.code + "/" + std::string(word(error.effect));
}

struct Row {
  std::string what;
  Outcome outcome;
  std::string looking;
  std::string writing;
};

std::vector<Row> silence() {
  return {
      {"refused",
       {.failure = Failure::refused},
       "http/sage_unavailable/none",
       "http/sage_unavailable/none"},
      {"no name",
       {.failure = Failure::unresolved},
       "http/sage_unavailable/none",
       "http/sage_unavailable/none"},
      {"no connection",
       {.failure = Failure::connect},
       "http/sage_unavailable/none",
       "http/sage_unavailable/none"},
      {"tls",
       {.failure = Failure::tls},
       "http/sage_unavailable/none",
       "http/sage_unavailable/none"},
      {"unsent", {.failure = Failure::unsent}, "http/unsent/none", "http/unsent/none"},
      {"time-out",
       {.failure = Failure::timeout, .sent = true},
       "http/sage_unavailable/none",
       "http/sage_unavailable/maybe"},
      {"cut",
       {.failure = Failure::cut, .sent = true},
       "http/sage_unavailable/none",
       "http/sage_unavailable/maybe"},
      {"too large",
       {.failure = Failure::too_large, .sent = true},
       "http/sage_unavailable/none",
       "http/sage_unavailable/maybe"},
      {"not HTTP",
       {.failure = Failure::protocol, .sent = true},
       "http/sage_unavailable/none",
       "http/sage_unavailable/maybe"},
  };
}

std::vector<Row> definite() {
  const std::string mse =
      "[" + entry("AuthorizationFailure", "No active subscription. (MSE)") + "]";
  const std::string denied =
      "[" +
      entry("MultiUserAccessDenied",
            "The current user is not allowed to access that resource with that method.") +
      "]";
  return {
      {"401", answered(401, "[" + entry("AuthorizationFailure", "Unauthorized") + "]"),
       "auth/token_expired/none", "auth/token_expired/none"},
      {"401 empty", answered(401, ""), "auth/token_expired/none", "auth/token_expired/none"},
      {"401 subscription", answered(401, mse), "auth/no_subscription/none",
       "auth/no_subscription/none"},
      {"403", answered(403, denied), "auth/sage_access_denied/none",
       "auth/sage_access_denied/none"},
      {"404", answered(404, "[" + entry("RecordNotFound", "Not found") + "]"),
       "not_found/not_in_sage/none", "not_found/not_in_sage/none"},
      {"400", answered(400, "[]"), "validation/sage_refused/none", "validation/sage_refused/none"},
      {"405", answered(405, ""), "validation/sage_refused/none", "validation/sage_refused/none"},
      {"415", answered(415, ""), "validation/sage_refused/none", "validation/sage_refused/none"},
      {"422", answered(422, "[" + entry("RecordInvalid", "This field is required.", "date") + "]"),
       "validation//none", "validation//none"},
      {"422 empty", answered(422, ""), "validation//none", "validation//none"},
      {"422 reference",
       answered(422,
                "[" + entry("RecordInvalid", "has already been taken", "contact.reference") + "]"),
       "validation/reference_taken/none", "validation/reference_taken/none"},
      {"422 reference without a source",
       answered(422, "[" + entry("RecordInvalid", "Reference is in use") + "]"),
       "validation/reference_taken/none", "validation/reference_taken/none"},
      {"422 reference too long",
       answered(422, "[" +
                         entry("RecordInvalid", "is too long (maximum is 10 characters)",
                               "contact.reference") +
                         "]"),
       "validation//none", "validation//none"},
      {"422 idempotency id",
       answered(422, "[" +
                         entry("RecordInvalid", "was used with another body",
                               "sales_invoice.idempotency_id") +
                         "]"),
       "validation/idempotency_conflict/maybe", "validation/idempotency_conflict/maybe"},
      {"429", answered(429, ""), "rate_limited/rate_limited/none",
       "rate_limited/rate_limited/none"},
      {"429 HTML", answered(429, "<html></html>", {{"Content-Type", "text/html"}}),
       "rate_limited/rate_limited/none", "rate_limited/rate_limited/none"},
  };
}

std::vector<Row> doubtful() {
  const http::Headers html = {{"Content-Type", "text/html; charset=utf-8"}};
  const std::string page = "<html><body>Bad gateway</body></html>";
  std::vector<Row> rows = {
      {"409", answered(409, ""), "validation/idempotency_conflict/none",
       "validation/idempotency_conflict/maybe"},
      {"408", answered(408, ""), "provider/sage_unavailable/none",
       "provider/sage_unavailable/maybe"},
      {"302", answered(302, ""), "provider/sage_unavailable/none",
       "provider/sage_unavailable/maybe"},
      {"403 page", answered(403, page, html), "provider/sage_unavailable/none",
       "provider/sage_unavailable/maybe"},
      {"200 page", answered(200, page, html), "provider/sage_unavailable/none",
       "provider/sage_unavailable/maybe"},
      {"201 cut", answered(201, R"({"id":"5)"), "serde/unreadable_answer/none",
       "serde/unreadable_answer/maybe"},
      {"201 empty", answered(201, ""), "serde/unreadable_answer/none",
       "serde/unreadable_answer/maybe"},
      {"201 of another business", answered(201, "{}", {{"X-Business", "ffff"}}),
       "provider/wrong_business/none", "provider/wrong_business/maybe"},
  };
  for (const int status : {500, 502, 503, 504, 525}) {
    rows.push_back({std::to_string(status), answered(status, "[]"),
                    "provider/sage_unavailable/none", "provider/sage_unavailable/maybe"});
    rows.push_back({std::to_string(status) + " page", answered(status, page, html),
                    "provider/sage_unavailable/none", "provider/sage_unavailable/maybe"});
  }
  return rows;
}

TEST(SageErrors, the_table_status_by_body) {
  for (const auto& rows : {silence(), definite(), doubtful()}) {
    for (const Row& row : rows) {
      EXPECT_EQ(said(read_answer(row.outcome, Act::look, business)), row.looking) << row.what;
      EXPECT_EQ(said(read_answer(row.outcome, Act::write, business)), row.writing) << row.what;
    }
  }
}

TEST(SageErrors, an_answer_of_the_business_that_was_meant_is_read) {
  EXPECT_TRUE(read_answer(answered(201, "{}", {{"X-Business", business}}), Act::write, business));
  EXPECT_TRUE(read_answer(answered(200, "{}", {{"x-business", "B1F0C0DE000000000000000000000001"}}),
                          Act::look, business));
  EXPECT_TRUE(read_answer(answered(200, "{}"), Act::look, business));
  EXPECT_TRUE(read_answer(answered(200, "{}", {{"X-Business", "other"}}), Act::look));
}

TEST(SageErrors, all_messages_of_a_refusal_are_shown_with_their_sources) {
  const std::string body =
      "[" + entry("RecordInvalid", "This field is required.", "line_items.tax_rate_id") + "," +
      entry("RecordInvalid", "must be the same", "line_items.eu_goods_services_type_id") + "," +
      entry("RecordInvalid", "Couldn't find Customer.") + "]";
  auto answer = read_answer(answered(422, body), Act::write);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message,
            "line_items.tax_rate_id: This field is required.; "
            "line_items.eu_goods_services_type_id: must be the same; Couldn't find Customer.");
  EXPECT_EQ(answer.error().field, "line_items.tax_rate_id");
}

TEST(SageErrors, a_conflict_about_the_id_wins_over_other_entries) {
  const std::string body = "[" + entry("RecordInvalid", "has already been taken", "reference") +
                           "," + entry("RecordInvalid", "Idempotency ID already used") + "]";
  EXPECT_EQ(said(read_answer(answered(422, body), Act::write)),
            "validation/idempotency_conflict/maybe");
}

TEST(SageErrors, a_very_long_refusal_is_cut) {
  const std::string body = "[" + entry("RecordInvalid", std::string(5000, 'x')) + "]";
  EXPECT_EQ(read_answer(answered(422, body), Act::write).error().message.size(), 600U);
}

TEST(SageErrors, retry_after_in_every_form) {
  struct Form {
    std::string header;
    std::optional<std::int64_t> wait;
    std::string date = "Tue, 24 Nov 2026 07:24:26 GMT";
  };
  const std::vector<Form> forms = {
      {"5", 5'000},
      {"0", 1'000},
      {"-4", 1'000},
      {" 120 ", 120'000},
      {"86400", 3'600'000},
      {"Tue, 24 Nov 2026 07:24:56 GMT", 30'000},
      {"Wed, 25 Nov 2026 07:24:26 GMT", 3'600'000},
      {"Tue, 24 Nov 2026 07:00:00 GMT", 1'000},
      {"Tue, 24 Nov 2026 07:24:56 GMT", std::nullopt, ""},
      {"soon", std::nullopt},
      {"Tue, 24 Foo 2026 07:24:56 GMT", std::nullopt},
      {"", std::nullopt},
  };
  for (const Form& form : forms) {
    http::Response response{.status = 429, .headers = {{"Retry-After", form.header}}};
    if (!form.date.empty()) response.headers.push_back({"Date", form.date});
    EXPECT_EQ(retry_after_ms(response), form.wait) << form.header;
    EXPECT_EQ(refusal(response, Act::write).retry_after_ms, form.wait);
  }
  EXPECT_EQ(retry_after_ms({.status = 429}), std::nullopt);
}

}  // namespace
}  // namespace byte8::sage
