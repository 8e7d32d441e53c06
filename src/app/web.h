#pragma once
// Requests that are waited for, for the demo: JSON in, JSON out, over the client of the chassis.

#include <atomic>
#include <memory>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "port/http.h"

namespace byte8::app {

class Web {
 public:
  Web();  // loopback only
  explicit Web(std::unique_ptr<http::Client> client) : client_(std::move(client)) {}

  Result<http::Response> send(std::string method, std::string url, http::Headers headers = {},
                              std::string body = "");
  // A 2xx with its JSON (null when the body is empty); anything else is an error that quotes the
  // answer.
  Result<json::Value> get(const std::string& url, const http::Headers& headers = {});
  Result<json::Value> post(const std::string& url, const json::Value& body,
                           http::Headers headers = {});

 private:
  std::unique_ptr<http::Client> client_;
  std::atomic<std::uint64_t> last_ = 0;
};

}  // namespace byte8::app
