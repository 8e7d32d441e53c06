#pragma once
// How a command ends. Source: spec/openapi.yaml's companion page, "Command line".

namespace byte8::app {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_refused = 3;  // not permitted in this state
inline constexpr int exit_again = 75;   // try again: somebody else holds the port or the lock

}  // namespace byte8::app
