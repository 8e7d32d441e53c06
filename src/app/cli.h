#pragma once
// The command line: byte8-ledger serve | demo | version | check-config | dump-config | migrate |
// user create | token create. Every key of the configuration is a flag of every command.

namespace byte8::app {

// The exit code (exit_code.h).
int run_cli(int argc, char** argv);

}  // namespace byte8::app
