// From exec of the real program with no data folder to the first 200 of /readyz: master key,
// database and all migrations are made meanwhile.

#include <fmt/format.h>

#include "tests/bench/bench.h"
#include "tests/bench/furnished.h"
#include "tests/bench/program.h"

namespace byte8::bench {

std::vector<Row> bench_cold_start(const Options&) {
  constexpr int rounds = 7;
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const Folder folder;
    Program program(lonely_flags(folder.path() + "/data"), folder.path() + "/log");
    times.push_back(program.ready_after() * 1e3);
    program.stop();
  }
  const double middle = percentile(times, 50);
  return {{fmt::format("cold start to ready, median of {}", rounds),
           fmt::format("{} ms (most {} ms)", number(middle), number(percentile(times, 100))),
           "200 ms", middle < 200}};
}

}  // namespace byte8::bench
