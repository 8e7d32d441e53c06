#pragma once
// Waiting in the demo: every wait can be ended by Ctrl-C, and looking again grows rarer while
// nothing happens.

#include <functional>

#include "base/clock.h"
#include "base/result.h"

namespace byte8::app {

class Pace {
 public:
  // SIGINT and SIGTERM are taken from the process and come only through here.
  Pace();

  // False when a signal came instead.
  bool wait(Millis time);
  bool interrupted() const { return interrupted_; }
  // Looks until `done` says true. Errors: its own, code `interrupted`, or a message that names
  // `what` when `longest` has passed.
  Status until(const std::string& what, Millis longest, const std::function<Result<bool>()>& done);

 private:
  bool interrupted_ = false;
};

}  // namespace byte8::app
