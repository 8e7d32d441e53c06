#pragma once
// The real program (BYTE8_LEDGER_PROGRAM) in the place of a System's chassis: it can be killed
// without warning and started again on what it left behind.

#include <optional>
#include <string>

#include "app/child.h"
#include "tests/e2e_cpp/system.h"

namespace byte8::e2e {

class Process {
 public:
  // Nothing runs until start(). Start and stop it on one thread: it ends with the thread that began
  // it.
  explicit Process(const System& system) : flags_(system.flags()), log_(system.folder() + "/log") {}

  Status start();  // and waits until it listens
  void kill();     // SIGKILL
  // SIGTERM: its exit code, or nothing when it had to be killed or does not run.
  std::optional<int> stop();

 private:
  app::Settings flags_;
  std::string log_;
  std::optional<app::Child> child_;
};

}  // namespace byte8::e2e
