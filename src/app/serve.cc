#include "app/serve.h"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "app/exit_code.h"
#include "app/house.h"
#include "app/runtime.h"
#include "app/version.h"
#include "base/log.h"

namespace byte8::app {
namespace {

void end_at_once(int) {
  ::_exit(exit_failed);
}

sigset_t handled_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

// What is durable is so already: every answer was given after its commit.
void let_the_next_signal_end_us(const sigset_t& handled) {
  struct sigaction action = {};
  action.sa_handler = end_at_once;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGHUP, &ignore, nullptr);
  pthread_sigmask(SIG_UNBLOCK, &handled, nullptr);
}

void reload(const ConfigSources& sources) {
  const LoadedConfig again = load_config(sources);
  if (!again.problems.empty()) {
    log::warn("reload_refused", {{"reason", again.problems.front()}});
    return;
  }
  configure_log(again.config);
  log::info("reloaded");
}

}  // namespace

void configure_log(const Config& config) {
  log::configure(config.log_level, config.log_json.value_or(::isatty(STDERR_FILENO) == 0));
}

int serve(const Config& config, const ConfigSources& sources) {
  const sigset_t handled = handled_signals();
  pthread_sigmask(SIG_BLOCK, &handled, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  auto runtime = Runtime::start(config);
  if (!runtime) {
    log::error("cannot_start", {{"reason", runtime.error().message}});
    return runtime.error().code == "address_in_use" ? exit_again : exit_of(runtime.error());
  }
  Listen listen = config.listen;
  listen.port = (*runtime)->port();
  fmt::print("byte8-ledger {} listens on http://{}\n", version, listen.text());
  std::fflush(stdout);
  for (;;) {
    int signal = 0;
    if (sigwait(&handled, &signal) != 0) continue;
    if (signal != SIGHUP) break;
    reload(sources);
  }
  let_the_next_signal_end_us(handled);
  log::info("draining");
  const Status stopped = (*runtime)->stop();
  if (!stopped) {
    log::error("unclean_end", {{"reason", stopped.error().message}});
    return exit_failed;
  }
  log::info("stopped");
  return exit_done;
}

}  // namespace byte8::app
