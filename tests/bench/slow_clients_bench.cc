// Whether many idle and many slow clients delay a normal one: the real program with and without
// them, in turns. The store's binding is paused, so that a webhook costs its own transaction only.

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "magento/jwt.h"
#include "net/raw_socket.h"
#include "tests/bench/bench.h"
#include "tests/bench/furnished.h"
#include "tests/bench/must.h"
#include "tests/bench/program.h"
#include "tests/bench/webhooks.h"

namespace byte8::bench {
namespace {

constexpr int idle_clients = 2'000;
constexpr int slow_clients = 200;
constexpr std::chrono::milliseconds drip_pause{5};  // one of them sends a byte each time

constexpr std::string_view readyz = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
constexpr std::string_view half_a_head = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
constexpr std::string_view head_alone =
    "POST /webhooks/magento/tenant-0/invoice.created HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

// The program inherits what is allowed here.
void allow_many_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  BYTE8_CHECK(files.rlim_max > idle_clients + slow_clients + 200);
}

// Idle clients have had an answer and say nothing more. Slow ones are in the middle of a head or of
// a body and send about a byte a second; who is sent away comes again.
class Crowd {
 public:
  explicit Crowd(std::uint16_t port) : port_(port) {
    for (int i = 0; i < idle_clients; ++i) {
      idle_.push_back(net::RawSocket::connect(port));
      idle_.back().send(readyz);
      BYTE8_CHECK(idle_.back().read_message().starts_with("HTTP/1.1 200"));
    }
    for (int i = 0; i < slow_clients; ++i) slow_.push_back(newcomer());
    thread_ = std::thread([this] { drip(); });
  }

  ~Crowd() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    ended_.notify_all();
    thread_.join();
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

 private:
  net::RawSocket newcomer() {
    net::RawSocket made = net::RawSocket::connect(port_);
    made.send(++came_ % 2 == 0 ? half_a_head : head_alone);
    return made;
  }

  void drip() {
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, drip_pause, [this] { return over_; })) {
      net::RawSocket one = std::move(slow_.front());
      slow_.pop_front();
      slow_.push_back(one.send(" ") ? std::move(one) : newcomer());
    }
  }

  const std::uint16_t port_;
  std::deque<net::RawSocket> idle_;
  std::deque<net::RawSocket> slow_;
  std::int64_t came_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread thread_;
};

struct Times {
  std::vector<double> reads;
  std::vector<double> events;
};

// A normal client: a read and an event in turn, one at a time.
class Normal {
 public:
  explicit Normal(std::uint16_t port)
      : line_(net::RawSocket::connect(port)),
        webhooks_("tenant-0", magento::outbound_subkey("key")) {}

  Times ask(int times) {
    Times result;
    for (int i = 0; i < times; ++i) {
      result.reads.push_back(once(std::string(readyz), "HTTP/1.1 200"));
      result.events.push_back(once(webhooks_.created(++last_), "HTTP/1.1 202"));
    }
    return result;
  }

 private:
  double once(const std::string& request, std::string_view expected) {
    const double from = now_s();
    BYTE8_CHECK(line_.send(request));
    BYTE8_CHECK(line_.read_message().starts_with(expected));
    return (now_s() - from) * 1e3;
  }

  net::RawSocket line_;
  Webhooks webhooks_;
  std::int64_t last_ = 0;
};

Row row(const char* what, std::vector<double>& without, std::vector<double>& with) {
  const double alone = percentile(without, 50);
  const double crowded = percentile(with, 50);
  return {fmt::format("{} idle and {} slow clients, p99 of {}", idle_clients, slow_clients, what),
          fmt::format("{} ms, without them {} ms", number(crowded, 2), number(alone, 2)),
          "at most 10 ms more", crowded - alone <= 10};
}

}  // namespace

std::vector<Row> bench_slow_clients(const Options& options) {
  const int rounds = options.brief ? 3 : 5;
  const int times = options.brief ? 400 : 1'000;
  allow_many_files();
  const Folder folder;
  const app::Settings flags = lonely_flags(folder.path() + "/data");
  furnish_paused(config_of(flags), 1);
  Program program(flags, folder.path() + "/log");
  std::vector<double> reads[2];
  std::vector<double> events[2];
  {
    Normal normal(program.port());
    normal.ask(times / 4);
    for (int round = 0; round < 2 * rounds; ++round) {
      const int crowded = round % 2;
      std::optional<Crowd> crowd;
      if (crowded == 1) crowd.emplace(program.port());
      Times took = normal.ask(times);
      // Nobody was sent away meanwhile, or the crowd would not have been one.
      BYTE8_CHECK(crowded == 0 || program.open_files() > idle_clients + slow_clients);
      reads[crowded].push_back(percentile(took.reads, 99));
      events[crowded].push_back(percentile(took.events, 99));
    }
  }
  program.stop();
  return {row("GET /readyz", reads[0], reads[1]), row("a webhook", events[0], events[1])};
}

}  // namespace byte8::bench
