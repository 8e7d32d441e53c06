#pragma once
// One process at a time writes in a data folder. The lock is the kernel's (flock) and goes with the
// process, however it ends; the file itself stays, with the last owner's process id for people.

#include <string>

#include "base/result.h"

namespace byte8::app {

class LockFile {
 public:
  // Fault::internal with the code `locked`, naming the file, when another process holds it.
  static Result<LockFile> take(const std::string& path);

  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile();

 private:
  explicit LockFile(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace byte8::app
