#pragma once
// Numbers for a monitoring system, at /metrics on a listener of their own (metrics_listen), in
// Prometheus' text form. Written by the core thread after each turn, read by the server's; no names
// of stores, businesses or people in them. The names are listed in docs/operate.md.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "app/config.h"
#include "net/server.h"

namespace byte8::app {

struct Metrics {
  using Number = std::atomic<std::uint64_t>;
  Number turns = 0;
  Number turns_failed = 0;
  Number inputs = 0;         // commands and answers that went into turns
  Number outside_calls = 0;  // sent to stores and to Sage
  Number runs_queued = 0;
  Number runs_active = 0;
  Number calls_in_flight = 0;
  Number replies_open = 0;  // requests of ours that are not answered yet
  Number rebuilt = 0;       // cores that were thrown away after a failed turn
  Number wal_bytes = 0;
};

// As /metrics answers it.
std::string metrics_text(const Metrics& metrics, bool ready);

// A server that knows GET /metrics and nothing else. The metrics and `ready` must outlive it.
Result<std::unique_ptr<net::Server>> serve_metrics(const Listen& listen, const Metrics& metrics,
                                                   std::function<bool()> ready);

}  // namespace byte8::app
