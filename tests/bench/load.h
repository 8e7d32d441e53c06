#pragma once
// A load generator: one thread, many kept-alive connections, one request at a time on each.

#include <cstdint>
#include <functional>
#include <string>

namespace byte8::bench {

struct Load {
  double rate = 0;  // answers a second
  double p50_ms = 0;
  double p99_ms = 0;
  std::int64_t answers = 0;
  std::int64_t refused = 0;  // anything but a 202
};

// `next` makes the bytes of one whole request; none ends the load before its time. Loopback only,
// bounded in time.
Load load(std::uint16_t port, int connections, double seconds,
          const std::function<std::string()>& next);

}  // namespace byte8::bench
