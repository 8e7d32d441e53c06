// byte8-bench [--short] [--only NAME]…: measures, prints a table with the machine and the date, and
// ends non-zero when a gate does not hold. Goals are only reported.

#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "tests/bench/bench.h"

namespace byte8::bench {

Folder::Folder() {
  std::string pattern = std::filesystem::temp_directory_path().string() + "/byte8-bench-XXXXXX";
  path_ = ::mkdtemp(pattern.data());
}

Folder::~Folder() {
  std::filesystem::remove_all(path_);
}

double now_s() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double cpu_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::int64_t resident() {
  std::ifstream status("/proc/self/statm");
  std::int64_t size = 0;
  std::int64_t pages = 0;
  status >> size >> pages;
  return pages * ::sysconf(_SC_PAGESIZE);
}

std::string number(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

double percentile(std::vector<double>& values, std::size_t percent) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() * percent / 100, values.size() - 1)];
}

namespace {

using Bench = std::vector<Row> (*)(const Options&);
constexpr std::pair<const char*, Bench> benches[] = {{"engine", bench_engine},
                                                     {"backlog", bench_backlog},
                                                     {"ingest", bench_ingest},
                                                     {"latency", bench_latency},
                                                     {"cold_start", bench_cold_start},
                                                     {"slow_clients", bench_slow_clients},
                                                     {"http", bench_http},
                                                     {"memory", bench_memory}};

bool known(const std::string& name) {
  return std::ranges::any_of(benches, [&](const auto& one) { return one.first == name; });
}

int explain() {
  std::string names;
  for (const auto& [name, bench] : benches) names += std::string(names.empty() ? "" : "|") + name;
  std::fprintf(stderr, "usage: byte8-bench [--short] [--only %s]…\n", names.c_str());
  return 2;
}

void print_machine() {
  std::string model = "unknown processor";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) {
      model = line.substr(line.find(':') + 2);
      break;
    }
  }
  std::printf("%s, %ld cores, %s\n\n", model.c_str(), ::sysconf(_SC_NPROCESSORS_ONLN),
              utc_text(read_clocks().wall).c_str());
}

int run(const Options& options, const std::vector<std::string>& only) {
  print_machine();
  std::printf("| what | measured | gate |\n|---|---|---|\n");
  int broken = 0;
  for (const auto& [name, bench] : benches) {
    if (!only.empty() && std::ranges::find(only, name) == only.end()) continue;
    for (const Row& row : bench(options)) {
      if (!row.held) ++broken;
      std::printf("| %s | %s | %s%s |\n", row.what.c_str(), row.measured.c_str(), row.gate.c_str(),
                  row.held ? "" : " **not held**");
      std::fflush(stdout);
    }
  }
  return broken == 0 ? 0 : 1;
}

}  // namespace
}  // namespace byte8::bench

int main(int argc, char** argv) {
  byte8::log::configure(byte8::log::Level::error, false);
  byte8::bench::Options options;
  std::vector<std::string> only;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--short") == 0) {
      options.brief = true;
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only.emplace_back(argv[++i]);
    } else {
      return byte8::bench::explain();
    }
  }
  if (!std::ranges::all_of(only, byte8::bench::known)) return byte8::bench::explain();
  return byte8::bench::run(options, only);
}
