#pragma once
// What waits for the next turn. Three lines, so that none starves another: events of stores first,
// up to half a turn; then other commands, up to a quarter; answers of outside calls fill the rest.
// Requests are bounded (a full line is answered 503 at the edge); answers are bounded by the calls
// under way. Any thread posts, one takes.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "base/clock.h"
#include "engine/input.h"

namespace byte8::app {

class Inbox {
 public:
  explicit Inbox(std::size_t requests_max = 16'384) : requests_max_(requests_max) {}

  // False when too much waits already; the command was not taken.
  [[nodiscard]] bool post_intake(engine::Command command);
  [[nodiscard]] bool post(engine::Command command);
  void post(engine::Answer answer);
  // Wakes whoever waits, although there is nothing to take.
  void nudge();

  // Waits up to `longest` for something to come, and takes up to `limit` of it; 0 does not wait.
  std::vector<engine::Input> take(std::size_t limit, Millis longest);
  // Waits that long, whatever comes: the database does not take it just now.
  void rest(Millis time);
  bool empty() const;

 private:
  bool put(std::deque<engine::Command>& line, engine::Command command);
  std::size_t waiting() const { return intake_.size() + commands_.size() + answers_.size(); }

  const std::size_t requests_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  bool sleeping_ = false;
  bool nudged_ = false;
  std::deque<engine::Command> intake_;
  std::deque<engine::Command> commands_;
  std::deque<engine::Answer> answers_;
};

}  // namespace byte8::app
