#include "net/answer_text.h"

#include <gtest/gtest.h>

namespace byte8::net {
namespace {

std::string head(const http::Response& response, Framing framing = {}) {
  std::string out;
  append_head(out, response, framing, "now");
  return out;
}

TEST(answer_text, writes_the_head_with_length_and_date) {
  EXPECT_EQ(head({.status = 422, .headers = {{"A", "b"}}, .body = "four"}),
            "HTTP/1.1 422 Unprocessable Content\r\nA: b\r\nDate: now\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(head({.status = 299}), "HTTP/1.1 299 \r\nDate: now\r\nContent-Length: 0\r\n\r\n");
}

TEST(answer_text, a_204_has_no_length) {
  EXPECT_EQ(head({.status = 204}), "HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n");
}

TEST(answer_text, framing_is_the_servers) {
  EXPECT_EQ(head({.status = 200,
                  .headers = {{"content-length", "7"},
                              {"Transfer-Encoding", "chunked"},
                              {"Connection", "x"},
                              {"date", "mine"}}},
                 {.close = true}),
            "HTTP/1.1 200 OK\r\ndate: mine\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(head({.status = 200}, {.says_keep_alive = true}),
            "HTTP/1.1 200 OK\r\nDate: now\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
}

TEST(answer_text, refusals_are_small_json) {
  const http::Response response = refusal(413, "too_large", "a \"quoted\" word");
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, R"({"code":"too_large","message":"a \"quoted\" word"})");
  EXPECT_EQ(*http::find_header(response.headers, "content-type"), "application/json");
}

TEST(answer_text, dates_are_those_of_http) {
  EXPECT_EQ(http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace byte8::net
