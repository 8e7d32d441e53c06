#pragma once
// What the benches share: a folder that goes away, clocks, and rows of the result with their gates.

#include <string>
#include <vector>

#include "base/clock.h"

namespace byte8::bench {

struct Row {
  std::string what;
  std::string measured;
  std::string gate;  // empty: only reported
  bool held = true;
};

struct Options {
  bool brief = false;  // the gates only, in little time
};

// Whole runs a second over 512 bindings with peers in this process, and what one costs.
std::vector<Row> bench_engine(const Options& options);
// Finding the next run with 10k, 100k and 1M queued; start and memory with 1M.
std::vector<Row> bench_backlog(const Options& options);
// Durable 202s a second with 64 connections, as a share of the same transaction without HTTP.
std::vector<Row> bench_ingest(const Options& options);
// From an event accepted to its outcome told to the store, by the real program.
std::vector<Row> bench_latency(const Options& options);
// From exec of the real program without data to the first 200 of /readyz.
std::vector<Row> bench_cold_start(const Options& options);
// What idle and slow clients cost a normal one.
std::vector<Row> bench_slow_clients(const Options& options);
// Whole runs a second of the real program over loopback HTTP, and what one costs it.
std::vector<Row> bench_http(const Options& options);
// Memory of the real program, idle and with a backlog.
std::vector<Row> bench_memory(const Options& options);

class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

double now_s();           // monotonic seconds
double cpu_s();           // of this process, user and system
std::int64_t resident();  // bytes in memory now
std::string number(double value, int digits = 0);
// Sorts; 50 is the median, 100 the largest.
double percentile(std::vector<double>& values, std::size_t percent);

}  // namespace byte8::bench
