#pragma once
// Requests that wait for an answer of the core, by number. Any thread. What is never answered is
// told to come again: a responder that is dropped answers 503.

#include <memory>
#include <mutex>
#include <unordered_map>

#include "engine/input.h"
#include "port/http.h"

namespace byte8::app {

class Replies {
 public:
  engine::RequestId keep(std::shared_ptr<http::Responder> responder);
  // Answers once; a number that nobody waits for any more is ignored.
  void answer(engine::RequestId request, http::Response response);
  // The command was not taken: the responder comes back.
  std::shared_ptr<http::Responder> take(engine::RequestId request);
  bool empty() const { return size() == 0; }
  std::size_t size() const;
  void drop_all();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<engine::RequestId, std::shared_ptr<http::Responder>> waiting_;
  engine::RequestId last_ = 0;
};

}  // namespace byte8::app
