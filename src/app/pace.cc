#include "app/pace.h"

#include <algorithm>
#include <csignal>
#include <ctime>

namespace byte8::app {
namespace {

constexpr Millis first_step = 10;
constexpr Millis longest_step = 500;

sigset_t ending() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Pace::Pace() {
  const sigset_t signals = ending();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool Pace::wait(Millis time) {
  if (interrupted_) return false;
  const sigset_t signals = ending();
  const timespec limit{.tv_sec = time / 1'000, .tv_nsec = time % 1'000 * 1'000'000};
  interrupted_ = sigtimedwait(&signals, nullptr, &limit) > 0;
  return !interrupted_;
}

Status Pace::until(const std::string& what, Millis longest,
                   const std::function<Result<bool>()>& done) {
  const Millis end = read_clocks().boot + longest;
  Millis step = first_step;
  for (;;) {
    auto answer = done();
    if (!answer) return answer.error();
    if (*answer) return {};
    if (read_clocks().boot >= end) {
      return Error::make(Fault::internal, "waited too long: " + what);
    }
    if (!wait(step)) return Error::coded(Fault::internal, "interrupted", "interrupted");
    step = std::min(step * 2, longest_step);
  }
}

}  // namespace byte8::app
