#include "app/inbox.h"

#include <algorithm>
#include <chrono>

namespace byte8::app {
namespace {

template <typename T>
void move_some(std::deque<T>& line, std::size_t count, std::vector<engine::Input>& out) {
  for (std::size_t i = 0; i < count; ++i) {
    out.emplace_back(std::move(line.front()));
    line.pop_front();
  }
}

}  // namespace

bool Inbox::put(std::deque<engine::Command>& line, engine::Command command) {
  const std::lock_guard lock(mutex_);
  if (intake_.size() + commands_.size() >= requests_max_) return false;
  line.push_back(std::move(command));
  if (sleeping_) arrived_.notify_one();
  return true;
}

bool Inbox::post_intake(engine::Command command) {
  return put(intake_, std::move(command));
}

bool Inbox::post(engine::Command command) {
  return put(commands_, std::move(command));
}

void Inbox::post(engine::Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_.push_back(std::move(answer));
  if (sleeping_) arrived_.notify_one();
}

void Inbox::nudge() {
  const std::lock_guard lock(mutex_);
  nudged_ = true;
  arrived_.notify_one();
}

std::vector<engine::Input> Inbox::take(std::size_t limit, Millis longest) {
  std::unique_lock lock(mutex_);
  if (longest > 0) {
    sleeping_ = true;
    arrived_.wait_for(lock, std::chrono::milliseconds(longest),
                      [this] { return nudged_ || waiting() > 0; });
    sleeping_ = false;
  }
  nudged_ = false;
  std::size_t events = std::min(intake_.size(), limit / 2);
  std::size_t others = std::min(commands_.size(), limit / 4);
  const std::size_t answers = std::min(answers_.size(), limit - events - others);
  others += std::min(commands_.size() - others, limit - events - others - answers);
  events += std::min(intake_.size() - events, limit - events - others - answers);
  std::vector<engine::Input> inputs;
  inputs.reserve(events + others + answers);
  move_some(intake_, events, inputs);
  move_some(commands_, others, inputs);
  move_some(answers_, answers, inputs);
  return inputs;
}

void Inbox::rest(Millis time) {
  std::unique_lock lock(mutex_);
  arrived_.wait_for(lock, std::chrono::milliseconds(time), [this] { return nudged_; });
}

bool Inbox::empty() const {
  const std::lock_guard lock(mutex_);
  return waiting() == 0;
}

}  // namespace byte8::app
