// What the real program takes of memory: with nothing in its database, and with a backlog that no
// binding may work off. And how soon it is ready with that backlog, and ends.

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <thread>

#include "tests/bench/bench.h"
#include "tests/bench/furnished.h"
#include "tests/bench/program.h"

namespace byte8::bench {
namespace {

constexpr double mebibyte = 1024 * 1024;
// How long the end is waited for: a stop has twenty seconds for what is under way, and here nothing
// is.
constexpr Millis stop_patience = 5'000;
constexpr int bindings = 512;
constexpr std::int64_t runs = 1'000'000;

struct Measured {
  double ready_s = 0;
  double resident = 0;  // MiB, two seconds after it was ready
  double peak = 0;
  std::optional<double> stop_s;  // none: killed after stop_patience
};

Measured measure(const app::Settings& flags, const std::string& log_file) {
  Program program(flags, log_file);
  // What is measured is the memory at rest; there is nothing that says when it has come to rest.
  std::this_thread::sleep_for(std::chrono::seconds(2));
  Measured result{.ready_s = program.ready_after(),
                  .resident = static_cast<double>(program.resident()) / mebibyte,
                  .peak = static_cast<double>(program.peak_resident()) / mebibyte};
  result.stop_s = program.stop(stop_patience);
  return result;
}

}  // namespace

std::vector<Row> bench_memory(const Options&) {
  const Folder folder;
  const Measured idle =
      measure(lonely_flags(folder.path() + "/empty"), folder.path() + "/empty.log");
  const app::Settings flags = lonely_flags(folder.path() + "/full");
  furnish_paused(config_of(flags), bindings);
  queue_runs(config_of(flags), runs, bindings);
  const Measured full = measure(flags, folder.path() + "/full.log");
  return {{"memory of the idle program, empty database",
           fmt::format("{} MiB", number(idle.resident, 1)), "64 MiB", idle.resident < 64},
          {fmt::format("start to ready with {} queued", runs),
           fmt::format("{} s", number(full.ready_s, 2)), "3 s", full.ready_s <= 3},
          {fmt::format("memory of the program with {} queued", runs),
           fmt::format("{} MiB (most {} MiB)", number(full.resident, 1), number(full.peak, 1)),
           "256 MiB", full.resident < 256},
          {fmt::format("SIGTERM to the end with {} queued, {} bindings", runs, bindings),
           full.stop_s ? fmt::format("{} s", number(*full.stop_s, 2))
                       : fmt::format("more than {} s", number(stop_patience / 1e3)),
           "reported", true}};
}

}  // namespace byte8::bench
