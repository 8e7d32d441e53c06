#include "port/outlet.h"

#include <utility>

namespace byte8::http {

bool Outlet::push(std::string_view part) {
  std::function<void()> wake;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    if (over_) return false;
    taken = waiting_.size() + part.size() <= options_.waiting_max;
    const bool woken = !waiting_.empty();
    if (taken) waiting_ += part;
    over_ = !taken;
    if (!woken || over_) wake = wake_;
  }
  if (wake) wake();
  return taken;
}

void Outlet::end() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(over_, true)) wake = wake_;
  }
  if (wake) wake();
}

bool Outlet::over() const {
  const std::lock_guard lock(mutex_);
  return over_;
}

void Outlet::listen(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

std::string Outlet::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

}  // namespace byte8::http
