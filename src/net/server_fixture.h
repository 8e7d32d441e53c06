#pragma once
// What the tests of the server share: handlers, a server on any free port, and reading its answers.

#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "net/raw_socket.h"
#include "net/server.h"

namespace byte8::net {

inline http::Response text(std::string body) {
  return {.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

// Says back what it understood.
inline void echo(http::Request request, const std::shared_ptr<http::Responder>& responder) {
  responder->send(text(request.method + " " + request.target + " [" + request.body + "]"));
}

inline std::unique_ptr<Server> serve(http::Handler handler, ServerOptions options = {}) {
  return std::move(Server::start(std::move(options), std::move(handler))).value();
}

inline int status_of(const std::string& message) {
  return message.starts_with("HTTP/1.1 ") ? std::atoi(message.c_str() + 9) : 0;
}

inline std::string body_of(const std::string& message) {
  const std::size_t at = message.find("\r\n\r\n");
  return at == std::string::npos ? "" : message.substr(at + 4);
}

inline std::string code_of(const std::string& message) {
  const Result<json::Value> body = json::parse(body_of(message));
  return body ? body->text_or("code") : "no JSON: " + message;
}

// The last answer on a connection as "413 too_large", with what was wrong about its end.
inline std::string last_answer(RawSocket& socket) {
  const std::string answer = socket.read_all();
  std::string said = std::to_string(status_of(answer)) + " " + code_of(answer);
  if (answer.find("\r\nConnection: close\r\n") == std::string::npos) said += ", no word of closing";
  if (socket.was_reset()) said += ", reset";
  if (socket.gave_up()) said += ", not closed";
  return said;
}

// Keeps responders until the test lets another thread use them.
class Kept {
 public:
  void put(std::shared_ptr<http::Responder> responder) {
    const std::lock_guard lock(mutex_);
    responders_.push_back(std::move(responder));
    arrived_.notify_all();
  }
  std::vector<std::shared_ptr<http::Responder>> take(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return responders_.size() >= count; });
    return std::exchange(responders_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::shared_ptr<http::Responder>> responders_;
};

inline constexpr std::string_view get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace byte8::net
