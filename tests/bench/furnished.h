#pragma once
// Databases with something in them before a chassis starts on them.

#include <cstdint>

#include "app/config.h"
#include "sqlite/connection.h"

namespace byte8::bench {

// A chassis of its own on loopback that knows no peers, with any free port.
app::Settings lonely_flags(const std::string& data_dir);
app::Config config_of(const app::Settings& flags);

// Paired stores (tenant-0, tenant-1 …, all with the api key "key") whose bindings are paused:
// events are stored and nothing else happens.
void furnish_paused(const app::Config& config, int bindings);
// So many queued runs as rows, spread over these bindings, by one statement.
void queue_runs(sqlite::Connection& db, std::int64_t runs, int bindings);
void queue_runs(const app::Config& config, std::int64_t runs, int bindings);

}  // namespace byte8::bench
