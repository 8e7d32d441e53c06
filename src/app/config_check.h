#pragma once
// What one key says about another: derived defaults, and the promises that values must keep
// together (the inequalities of base/limits.h, with the configured numbers).

#include <string>
#include <vector>

#include "app/config.h"

namespace byte8::app {

// Fills in what depends on other keys: public_url, database and master key in data_dir.
void complete_config(Config& config);
// Sentences; empty when all is well.
std::vector<std::string> check_config(const Config& config);

}  // namespace byte8::app
