#pragma once
// A program started beside us, for the demo: its standard output is read for the address it prints,
// its standard error goes to a file. All children share a process group of their own, so that
// Ctrl-C reaches only us and we can end them in order; they are ended with us, however we end.

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace byte8::app {

class Child {
 public:
  struct Options {
    std::string program;
    std::vector<std::string> arguments;
    std::string log_file;     // its standard error
    pid_t process_group = 0;  // 0: a new one, named after this child
  };

  static Result<Child> start(const Options& options);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  // Ends it, unkindly if it must be.
  ~Child();

  pid_t id() const { return id_; }
  // The first "http://…" it prints; Fault::internal when it ends or stays silent for so long.
  Result<std::string> address(Millis longest);
  // Whether it still runs.
  bool alive();
  // SIGTERM, and after `longest` SIGKILL. The exit code, or nothing when it was killed.
  std::optional<int> stop(Millis longest);

 private:
  Child(pid_t id, int output, std::string name)
      : id_(id), output_(output), name_(std::move(name)) {}
  bool reap(bool wait);

  pid_t id_ = -1;
  int output_ = -1;
  std::string name_;
  std::optional<int> status_;
};

}  // namespace byte8::app
