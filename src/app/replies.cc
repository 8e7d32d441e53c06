#include "app/replies.h"

namespace byte8::app {

engine::RequestId Replies::keep(std::shared_ptr<http::Responder> responder) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(++last_, std::move(responder));
  return last_;
}

std::shared_ptr<http::Responder> Replies::take(engine::RequestId request) {
  const std::lock_guard lock(mutex_);
  auto node = waiting_.extract(request);
  return node.empty() ? nullptr : std::move(node.mapped());
}

void Replies::answer(engine::RequestId request, http::Response response) {
  if (const auto responder = take(request)) responder->send(std::move(response));
}

std::size_t Replies::size() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void Replies::drop_all() {
  std::unordered_map<engine::RequestId, std::shared_ptr<http::Responder>> all;
  const std::lock_guard lock(mutex_);
  all.swap(waiting_);
}

}  // namespace byte8::app
