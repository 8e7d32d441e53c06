#pragma once
// The thread that owns the writing: waits for inputs or the next due time, takes a turn, releases
// its effects after the commit, tends the database between turns. A database that does not take a
// turn is left alone for a moment, longer each time.

#include <atomic>
#include <functional>
#include <thread>

#include "app/clock_source.h"
#include "app/edge.h"
#include "app/inbox.h"
#include "app/metrics.h"
#include "app/replies.h"
#include "engine/engine.h"
#include "port/http.h"
#include "sqlite/sqlite_db.h"

namespace byte8::app {

class CoreThread {
 public:
  struct Surroundings {
    sqlite::SqliteDb* db = nullptr;
    engine::Engine* engine = nullptr;
    Inbox* inbox = nullptr;
    Replies* replies = nullptr;
    http::Client* client = nullptr;
    Edge* edge = nullptr;
    const ClockSource* clock = nullptr;
    Metrics* metrics = nullptr;
    Millis request_timeout = 0;
    std::function<void(const engine::Notice&)> on_notice;
  };

  explicit CoreThread(Surroundings around) : around_(std::move(around)) {}
  ~CoreThread();
  CoreThread(const CoreThread&) = delete;
  CoreThread& operator=(const CoreThread&) = delete;

  // The engine was started before.
  void start();
  // Nothing new is begun; what is under way may end until `longest` has passed; then the end is
  // written down and the thread stops.
  void drain(Millis longest);
  // After drain: whether the clean end could be written.
  Status join();

 private:
  void run();
  bool drained(bool more) const;
  void stop_dispatching();
  void release(std::vector<engine::Effect> effects);
  void send(engine::Send send);
  void judge(bool committed);
  void measure(bool committed, std::size_t inputs);

  Surroundings around_;
  std::atomic<bool> draining_ = false;
  std::atomic<Millis> drain_until_ = 0;  // CLOCK_BOOTTIME as it really is
  Millis failed_rest_ = 0;               // how long to leave a failing database alone
  Status ended_;
  std::thread thread_;
};

}  // namespace byte8::app
