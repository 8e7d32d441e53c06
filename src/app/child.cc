#include "app/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace byte8::app {
namespace {

Error failed(const std::string& what, const std::string& name) {
  return Error::make(Fault::internal, what + " " + name + ": " + std::strerror(errno));
}

// Between fork and exec: async-signal-safe calls only.
[[noreturn]] void become(const Child::Options& options, char* const* arguments, int output, int log,
                         pid_t parent) {
  ::setpgid(0, options.process_group);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(127);  // it ended before we asked
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::signal(SIGPIPE, SIG_DFL);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::execv(options.program.c_str(), arguments);
  ::_exit(127);
}

// Readable when the process has ended; -1 where the kernel has none.
int watch_of(pid_t id) {
  return static_cast<int>(::syscall(SYS_pidfd_open, id, 0));
}

}  // namespace

Result<Child> Child::start(const Options& options) {
  std::vector<char*> arguments{const_cast<char*>(options.program.c_str())};
  for (const std::string& one : options.arguments) {
    arguments.push_back(const_cast<char*>(one.c_str()));
  }
  arguments.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failed("no pipe for", options.program);
  const int log = ::open(options.log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t parent = ::getpid();
  const pid_t id = log < 0 ? -1 : ::fork();
  if (id == 0) become(options, arguments.data(), pipe[1], log, parent);
  ::close(pipe[1]);
  if (log >= 0) ::close(log);
  if (id < 0) {
    ::close(pipe[0]);
    return failed("cannot start", options.program);
  }
  // Here too: whoever is first, nobody can meet the child outside its group.
  ::setpgid(id, options.process_group == 0 ? id : options.process_group);
  return Child(id, pipe[0], options.program);
}

Child::Child(Child&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      output_(std::exchange(other.output_, -1)),
      name_(std::move(other.name_)),
      status_(other.status_) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(output_, other.output_);
  std::swap(name_, other.name_);
  std::swap(status_, other.status_);
  return *this;
}

Child::~Child() {
  if (id_ > 0) stop(1'000);
  if (output_ >= 0) ::close(output_);
}

Result<std::string> Child::address(Millis longest) {
  constexpr std::string_view scheme = "http://";
  const Millis until = read_clocks().boot + longest;
  std::string said;
  std::array<char, 1024> buffer{};
  for (;;) {
    if (const std::size_t at = said.find(scheme); at != std::string::npos) {
      const std::size_t end = said.find_first_of(" \n", at);
      if (end != std::string::npos) return said.substr(at, end - at);
    }
    pollfd one{.fd = output_, .events = POLLIN, .revents = 0};
    const Millis left = until - read_clocks().boot;
    if (left <= 0 || ::poll(&one, 1, static_cast<int>(left)) != 1) {
      return Error::make(Fault::internal, name_ + " did not say where it listens");
    }
    const ssize_t size = ::read(output_, buffer.data(), buffer.size());
    if (size <= 0) return Error::make(Fault::internal, name_ + " ended at once");
    said.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

bool Child::reap(bool wait) {
  if (status_) return true;
  int status = 0;
  if (::waitpid(id_, &status, wait ? 0 : WNOHANG) != id_) return false;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return true;
}

bool Child::alive() {
  return id_ > 0 && !reap(false);
}

std::optional<int> Child::stop(Millis longest) {
  if (!alive()) return status_;
  const int watch = watch_of(id_);
  ::kill(id_, SIGTERM);
  if (watch >= 0) {
    pollfd one{.fd = watch, .events = POLLIN, .revents = 0};
    ::poll(&one, 1, static_cast<int>(longest));
    ::close(watch);
  }
  if (!reap(false)) {
    ::kill(id_, SIGKILL);
    reap(true);
    return std::nullopt;
  }
  return *status_ == -1 ? std::nullopt : status_;
}

}  // namespace byte8::app
