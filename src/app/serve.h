#pragma once
// The command `serve`: a runtime until a signal says otherwise.

#include "app/config.h"

namespace byte8::app {

// The first SIGTERM or SIGINT drains, a second one ends the process at once, SIGHUP reads the log
// level again. Prints the address on standard output once requests are taken. Returns the exit
// code.
int serve(const Config& config, const ConfigSources& sources);
void configure_log(const Config& config);

}  // namespace byte8::app
