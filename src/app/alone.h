#pragma once
// One command when no serve runs: the engine in this process, without network and without starting
// anything that is owed, until the command has its answer.

#include "app/config.h"
#include "app/house.h"
#include "base/json.h"
#include "port/http.h"

namespace byte8::app {

// The answer as the command's handler gave it. Fault::database when the engine could not start or
// end.
Result<http::Response> run_alone(const Config& config, House house, const json::Value& request);

// Hands the request to the serve that runs on this data_dir, or runs it alone. Codes of open_house.
Result<http::Response> run_command(const Config& config, const json::Value& request);

}  // namespace byte8::app
