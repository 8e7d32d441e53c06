#include "app/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "app/version.h"

namespace byte8::app {
namespace {

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t size = 0;
  std::uint64_t pages = 0;
  statm >> size >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void append(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
            std::uint64_t value) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

}  // namespace

std::string metrics_text(const Metrics& metrics, bool ready) {
  constexpr std::string_view counter = "counter";
  constexpr std::string_view gauge = "gauge";
  const auto read = [](const Metrics::Number& number) {
    return number.load(std::memory_order_relaxed);
  };
  std::string out = fmt::format(
      "# HELP byte8_build_info Which version runs.\n# TYPE byte8_build_info gauge\n"
      "byte8_build_info{{version=\"{}\"}} 1\n",
      version);
  append(out, "byte8_ready", gauge, "1 while /readyz says so.", ready ? 1 : 0);
  append(out, "byte8_turns_total", counter, "Turns of the core: transactions.",
         read(metrics.turns));
  append(out, "byte8_turns_failed_total", counter, "Turns that did not commit.",
         read(metrics.turns_failed));
  append(out, "byte8_cores_rebuilt_total", counter, "Restarts in place after a failed turn.",
         read(metrics.rebuilt));
  append(out, "byte8_inputs_total", counter, "Commands and answers taken into turns.",
         read(metrics.inputs));
  append(out, "byte8_outside_calls_total", counter, "Calls to stores and to Sage.",
         read(metrics.outside_calls));
  append(out, "byte8_outside_calls_in_flight", gauge, "Calls that are not answered yet.",
         read(metrics.calls_in_flight));
  append(out, "byte8_runs_queued", gauge, "Runs that are ready and not begun.",
         read(metrics.runs_queued));
  append(out, "byte8_runs_active", gauge, "Runs under way.", read(metrics.runs_active));
  append(out, "byte8_requests_open", gauge, "Requests to us that are not answered yet.",
         read(metrics.replies_open));
  append(out, "byte8_database_wal_bytes", gauge, "Size of the write-ahead log.",
         read(metrics.wal_bytes));
  append(out, "process_resident_memory_bytes", gauge, "Resident memory.", resident_bytes());
  return out;
}

Result<std::unique_ptr<net::Server>> serve_metrics(const Listen& listen, const Metrics& metrics,
                                                   std::function<bool()> ready) {
  return net::Server::start(
      {.address = listen.address, .port = listen.port, .connections_max = 64},
      [&metrics, ready = std::move(ready)](const http::Request& request,
                                           const std::shared_ptr<http::Responder>& responder) {
        if (request.path() != "/metrics" || request.method != "GET") {
          return responder->send({.status = 404,
                                  .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
                                  .body = "only GET /metrics is here\n"});
        }
        responder->send({.status = 200,
                         .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
                         .body = metrics_text(metrics, ready())});
      });
}

}  // namespace byte8::app
