#include "api/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/auth.h"
#include "api/pages.h"

namespace byte8::api {
namespace {

using testing::ElementsAre;

Router small_router() {
  Router router;
  router.add({.method = "GET", .pattern = "/v1/runs"});
  router.add({.method = "GET", .pattern = "/v1/runs/{id}"});
  router.add({.method = "POST", .pattern = "/v1/runs/{id}/retry"});
  router.add({.method = "DELETE", .pattern = "/v1/runs/{id}"});
  return router;
}

Request request_with(std::string body, std::string query = "") {
  auto payload = std::make_shared<HttpPayload>();
  payload->request.body = std::move(body);
  Request request;
  request.http = payload;
  request.query = {{"limit", std::move(query)}};
  return request;
}

TEST(Router, captures_what_a_pattern_leaves_open) {
  const Router router = small_router();
  const Match match = router.match("POST", "/v1/runs/run_1%2F2/retry");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.route->pattern, "/v1/runs/{id}/retry");
  EXPECT_THAT(match.captured, ElementsAre("run_1/2"));
}

TEST(Router, tells_a_wrong_method_from_a_wrong_path) {
  const Router router = small_router();
  const Match wrong_method = router.match("PUT", "/v1/runs/run_1");
  EXPECT_EQ(wrong_method.route, nullptr);
  EXPECT_THAT(wrong_method.allowed, ElementsAre("GET", "DELETE"));
  for (const char* path : {"/v1/runs/", "/v1/runs/a/b", "/v1", "", "/v1/runs/%zz"}) {
    const Match nothing = router.match("GET", path);
    EXPECT_EQ(nothing.route, nullptr) << path;
    EXPECT_TRUE(nothing.allowed.empty()) << path;
  }
}

TEST(Fields, name_everything_that_is_wrong_with_a_body) {
  Fields fields(request_with(R"({"a":1,"c":"x","d":null})"));
  EXPECT_EQ(fields.text("a"), "");
  EXPECT_EQ(fields.text("b"), "");
  EXPECT_FALSE(fields.maybe_text("d").has_value());
  std::vector<std::string> refused;
  for (const model::FieldError& error : fields.refused()) {
    refused.push_back(error.field + " " + error.code);
  }
  EXPECT_THAT(refused, ElementsAre("a invalid_format", "b required", "c unknown"));
}

TEST(Fields, take_no_body_for_an_empty_one_and_refuse_what_is_no_object) {
  Fields none(request_with(""));
  EXPECT_TRUE(none.flag("x", true));
  EXPECT_TRUE(none.refused().empty());
  EXPECT_EQ(Fields(request_with("[1]")).refused().size(), 1U);
  EXPECT_EQ(Fields(request_with("{")).refused().size(), 1U);
}

TEST(Page, takes_limits_from_1_to_200) {
  for (const auto& [text, good] : std::vector<std::pair<std::string, bool>>{
           {"1", true}, {"200", true}, {"0", false}, {"201", false}, {"x", false}, {"5x", false}}) {
    std::vector<model::FieldError> errors;
    static_cast<void>(page_of(request_with("", text), "run", {}, errors));
    EXPECT_EQ(errors.empty(), good) << text;
  }
}

TEST(RateLimit, counts_each_token_by_the_second) {
  RateLimit rate;
  for (int i = 0; i < requests_per_second; ++i) EXPECT_TRUE(rate.admit(1, 100));
  EXPECT_FALSE(rate.admit(1, 100));
  EXPECT_TRUE(rate.admit(2, 100));
  EXPECT_TRUE(rate.admit(1, 101));
}

TEST(Scopes, include_the_lesser_ones_and_are_bounded_by_the_role) {
  Who who;
  who.holder.token.scopes = "operate";
  who.holder.role = "owner";
  EXPECT_TRUE(permitted(who, Access::read));
  EXPECT_TRUE(permitted(who, Access::operate));
  EXPECT_FALSE(permitted(who, Access::admin));
  who.holder.token.scopes = "read admin";
  who.holder.role = "viewer";
  EXPECT_TRUE(permitted(who, Access::read));
  EXPECT_EQ(permitted(who, Access::operate).error().code, "forbidden");
}

TEST(Pages, show_text_as_text) {
  EXPECT_EQ(escaped("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  const http::Response shown = page(400, "<i>", "<b>", "https://x.example/?a=\"");
  EXPECT_EQ(shown.body.find("<b>"), std::string::npos);
  EXPECT_EQ(shown.body.find("<i>"), std::string::npos);
}

}  // namespace
}  // namespace byte8::api
