#pragma once
// The real program as a child of the bench: when it is ready, what it takes of memory and
// processor. Linux only (/proc).

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "app/child.h"
#include "app/config.h"

namespace byte8::bench {

class Program {
 public:
  // Starts `serve` with these flags; returns at the first 200 of /readyz.
  Program(const app::Settings& flags, const std::string& log_file);

  std::uint16_t port() const { return port_; }
  // From exec to that first 200, in seconds.
  double ready_after() const { return ready_after_; }
  std::int64_t resident() const;       // bytes in memory now
  std::int64_t peak_resident() const;  // the most there ever were
  // Seconds of processor so far, by the names of its threads.
  std::map<std::string, double> cpu() const;
  std::size_t open_files() const;
  // SIGTERM; the seconds until it had ended, or nothing: it took too long (milliseconds) and was
  // killed. Ending in any other way than cleanly ends the bench.
  std::optional<double> stop(Millis longest = 60'000);

 private:
  std::int64_t status_bytes(const std::string& field) const;

  std::optional<app::Child> child_;
  std::uint16_t port_ = 0;
  double ready_after_ = 0;
};

}  // namespace byte8::bench
