// byte8-sage-simulator: the stand-in for Sage as a program.
//   --listen 127.0.0.1:0   --seed N   --clock-factor F   --options JSON   --redirect-uri URI
//   (repeatable)
//   --client ID:SECRET     --print-port
// Prints "sage simulator listening on http://ADDRESS:PORT" and runs until SIGINT or SIGTERM.

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "sandbox/sage/command_line.h"
#include "sandbox/sage/host.h"

int main(int count, char** values) {
  using namespace byte8;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  log::configure(log::Level::info, false);
  const auto command = sandbox::sage::read_command_line({values + 1, values + count});
  if (!command) {
    std::fprintf(stderr, "byte8-sage-simulator: %s\n", command.error().message.c_str());
    return 2;
  }
  auto host = sandbox::sage::Host::start((*command).options, (*command).address, (*command).port);
  if (!host) {
    std::fprintf(stderr, "byte8-sage-simulator: %s\n", host.error().message.c_str());
    return 1;
  }
  const unsigned port = (*host)->port();
  std::printf("sage simulator listening on http://%s:%u\n", (*command).address.c_str(), port);
  if ((*command).print_port) std::printf("%u\n", port);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  (*host)->stop();
  return 0;
}
