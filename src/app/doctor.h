#pragma once
// What is wrong with this installation, said one line a finding: data folder, lock, master key,
// database and its schema, disk, whether secrets open, whether Sage can be reached.

#include <string>
#include <vector>

#include "app/config.h"
#include "base/json.h"

namespace byte8::app {

struct Finding {
  enum class Weight : std::uint8_t { good, warning, stops } weight = Weight::good;
  std::string what;  // "master_key"
  std::string says;  // what was found, and what to do
};

// Reads only; beside a serve that runs as well.
std::vector<Finding> examine(const Config& config);

std::string text(const std::vector<Finding>& findings);
json::Value to_json(const std::vector<Finding>& findings);
// Whether something stops the service.
bool stops(const std::vector<Finding>& findings);

}  // namespace byte8::app
