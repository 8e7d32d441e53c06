#include "app/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace byte8::app {

Result<LockFile> LockFile::take(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Error::make(Fault::internal,
                       "cannot open the lock file " + path + ": " + std::strerror(errno));
  }
  LockFile file(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return Error::coded(Fault::internal, "locked",
                        "another byte8-ledger holds the lock file " + path);
  }
  const std::string id = std::to_string(::getpid()) + "\n";
  const bool written = ::ftruncate(fd, 0) == 0 &&
                       ::write(fd, id.data(), id.size()) == static_cast<ssize_t>(id.size());
  if (!written) {
    return Error::make(Fault::internal,
                       "cannot write the lock file " + path + ": " + std::strerror(errno));
  }
  return file;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

LockFile::~LockFile() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace byte8::app
