#include "accounts/off_core.h"

namespace byte8::accounts {

Desk::Place::Place(std::shared_ptr<Desk> desk, Worker worker, std::uint64_t id)
    : desk_(std::move(desk)), worker_(worker), id_(id) {
  ++desk_->taken_[static_cast<std::size_t>(worker_)];
}

Desk::Place::~Place() {
  --desk_->taken_[static_cast<std::size_t>(worker_)];
}

std::string errand_signal(std::uint64_t id) {
  return "errand:" + std::to_string(id);
}

Error too_busy() {
  Error error = Error::coded(Fault::http, "unavailable",
                             "too many are signing in at this moment: try again in a second");
  error.retry_after_ms = 1'000;
  return error;
}

}  // namespace byte8::accounts
