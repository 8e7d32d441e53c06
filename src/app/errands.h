#pragma once
// The worker threads of the core: one hashes passwords, one speaks to the mail server. They do what
// the core handed out (accounts/off_core.h) and post back that it is done.

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "accounts/off_core.h"
#include "app/inbox.h"

namespace byte8::app {

class Errands {
 public:
  explicit Errands(Inbox& inbox);
  // What is under way is finished, what is queued is dropped.
  ~Errands();
  Errands(const Errands&) = delete;
  Errands& operator=(const Errands&) = delete;

  // Any thread.
  void take(std::shared_ptr<const accounts::Errand> errand);

 private:
  struct Line {
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<std::shared_ptr<const accounts::Errand>> waiting;
    bool stopping = false;
    std::thread thread;
  };

  void run(Line& line);
  void done(Line& line, std::uint64_t id);

  Inbox& inbox_;
  std::array<Line, 2> lines_;  // by accounts::Worker
};

}  // namespace byte8::app
