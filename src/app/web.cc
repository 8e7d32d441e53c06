#include "app/web.h"

#include <fmt/format.h>

#include <future>

#include "base/text.h"
#include "net/client.h"

namespace byte8::app {
namespace {

constexpr std::size_t quoted_max = 300;

net::Guard loopback() {
  auto guard = net::Guard::allowing({"127.0.0.0/8", "::1/128"});
  return *std::move(guard);
}

Result<json::Value> json_of(const std::string& what, const Result<http::Response>& response) {
  if (!response) return response.error();
  if (response->status < 200 || response->status > 299) {
    return Error::make(Fault::http, fmt::format("{} was answered {}: {}", what, response->status,
                                                text::cut(response->body, quoted_max)));
  }
  if (response->body.empty()) return json::Value();
  return json::parse(response->body, {.bytes = limits::answer_body});
}

}  // namespace

Web::Web() : client_(net::make_client({.guard = loopback(), .require_https = false})) {}

Result<http::Response> Web::send(std::string method, std::string url, http::Headers headers,
                                 std::string body) {
  auto promise = std::make_shared<std::promise<http::Outcome>>();
  std::future<http::Outcome> future = promise->get_future();
  const std::string what = method + " " + url;
  client_->send(++last_,
                {.method = std::move(method),
                 .url = std::move(url),
                 .headers = std::move(headers),
                 .body = std::move(body),
                 .answer_limit = 4 * limits::answer_body},
                [promise](http::Outcome outcome) { promise->set_value(std::move(outcome)); });
  http::Outcome outcome = future.get();
  if (!outcome.answered()) {
    return Error::make(Fault::http,
                       fmt::format("{}: {} {}", what, http::word(outcome.failure), outcome.detail));
  }
  return std::move(outcome.response);
}

Result<json::Value> Web::get(const std::string& url, const http::Headers& headers) {
  return json_of("GET " + url, send("GET", url, headers));
}

Result<json::Value> Web::post(const std::string& url, const json::Value& body,
                              http::Headers headers) {
  headers.push_back({"Content-Type", "application/json"});
  return json_of("POST " + url, send("POST", url, std::move(headers), json::write(body)));
}

}  // namespace byte8::app
