#include "tests/e2e_cpp/process.h"

#include <csignal>

namespace byte8::e2e {
namespace {

constexpr Millis patience = 60'000;

}  // namespace

Status Process::start() {
  auto child = app::Child::start({.program = BYTE8_LEDGER_PROGRAM,
                                  .arguments = app::serve_arguments(flags_),
                                  .log_file = log_});
  if (!child) return child.error();
  child_.emplace(*std::move(child));
  const auto url = child_->address(patience);
  if (!url) return url.error();
  return {};
}

void Process::kill() {
  if (!child_) return;
  ::kill(child_->id(), SIGKILL);
  child_.reset();
}

std::optional<int> Process::stop() {
  if (!child_) return std::nullopt;
  const std::optional<int> code = child_->stop(patience);
  child_.reset();
  return code;
}

}  // namespace byte8::e2e
