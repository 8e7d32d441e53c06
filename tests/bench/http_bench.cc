// Whole runs over loopback HTTP: webhook accepted, document read from the store, invoice written to
// Sage for a contact that is known, outcome told to the store. The real program is a process of its
// own; peers and load share the other one.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>

#include "base/clock.h"
#include "sandbox/shop/generator.h"
#include "sandbox/shop/rest_answer.h"
#include "tests/bench/load.h"
#include "tests/bench/must.h"
#include "tests/bench/stand.h"

namespace byte8::bench {
namespace {

constexpr int bindings = 512;
constexpr int connections = 16;
constexpr std::int64_t under_way_max = std::int64_t{2} * bindings;
constexpr std::int64_t first_id = 500'001;
constexpr auto patience = std::chrono::seconds(60);

// Counts the outcomes, and those that did not end in Sage.
class Outcomes {
 public:
  void put(const http::Request& report, double at) {
    const bool synced = report.body.find("\"synced\"") != std::string::npos;
    const std::lock_guard lock(mutex_);
    ++told_;
    if (!synced) ++amiss_;
    last_at_ = at;
    arrived_.notify_all();
  }

  // Until at least so many have come.
  void wait(std::int64_t count) {
    std::unique_lock lock(mutex_);
    BYTE8_CHECK(arrived_.wait_for(lock, patience, [&] { return told_ >= count; }));
  }
  double last_at() const {
    const std::lock_guard lock(mutex_);
    return last_at_;
  }
  std::int64_t amiss() const {
    const std::lock_guard lock(mutex_);
    return amiss_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::int64_t told_ = 0;
  std::int64_t amiss_ = 0;
  double last_at_ = 0;
};

// An invoice in pounds of a customer with an account, who buys again and again.
sandbox::shop::InvoiceRecord an_invoice() {
  sandbox::shop::Generator generator(1);
  for (;;) {
    sandbox::shop::Order order = generator.place(read_clocks().wall);
    sandbox::shop::InvoiceRecord& first = order.invoices.front();
    if (first.customer.id != 0 && first.store.id == 1 && first.lines.size() > 1) return first;
  }
}

// Every store has the same documents; each is of its own business.
void put_documents(Stores& stores, int count) {
  sandbox::shop::InvoiceRecord invoice = an_invoice();
  std::map<std::string, std::string> bodies;
  for (std::int64_t id = first_id; id < first_id + count; ++id) {
    invoice.id = id;
    invoice.increment_id = std::to_string(100'000'000 + id);
    invoice.order_id = id;
    invoice.order_increment_id = invoice.increment_id;
    bodies["invoice/" + std::to_string(id)] =
        sandbox::shop::encode(sandbox::shop::canonical_invoice(invoice));
  }
  for (int store = 0; store < bindings; ++store) {
    stores.with(store, [&bodies](sandbox::shop::Shop& shop, Millis) {
      for (const auto& [route, body] : bodies) shop.documents().put(route, body);
    });
  }
}

// Seconds that the processors of this machine have worked so far, for whomever.
double busy_s() {
  std::ifstream all("/proc/stat");
  std::string name;
  all >> name;
  double ticks = 0;
  for (int column = 0; column < 8; ++column) {
    double value = 0;
    all >> value;
    const bool rests = column == 3 || column == 4;  // idle, waiting for a disk
    if (!rests) ticks += value;
  }
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

class Bench {
 public:
  explicit Bench(int documents_each)
      : stand_(bindings,
               [this](const http::Request& report, double at) { outcomes_.put(report, at); }) {
    put_documents(stand_.stores(), documents_each);
    for (int i = 0; i < bindings; ++i) webhooks_.push_back(stand_.stores().webhooks(i));
  }

  // So many documents of every store, with never more than `under_way_max` unfinished. Seconds from
  // the first event to the last outcome.
  double run(int documents_each) {
    const std::int64_t until = sent_ + std::int64_t{documents_each} * bindings;
    const double from = now_s();
    const Load got = load(stand_.program().port(), connections, 600, [&]() -> std::string {
      if (sent_ == until) return {};
      outcomes_.wait(sent_ - under_way_max + 1);
      const std::int64_t document = sent_++;
      return webhooks_[static_cast<std::size_t>(document % bindings)].created(first_id +
                                                                              document / bindings);
    });
    outcomes_.wait(until);
    BYTE8_CHECK(got.refused == 0);
    return outcomes_.last_at() - from;
  }

  std::map<std::string, double> cpu() const { return stand_.program().cpu(); }
  std::int64_t amiss() const { return outcomes_.amiss(); }

 private:
  Outcomes outcomes_;
  Stand stand_;
  std::vector<Webhooks> webhooks_;
  std::int64_t sent_ = 0;
};

}  // namespace

std::vector<Row> bench_http(const Options& options) {
  constexpr int warm = 2;  // the first invoice of a store writes the contact
  const int measured = options.brief ? 12 : 40;
  Bench bench(warm + measured);
  bench.run(warm);
  std::map<std::string, double> before = bench.cpu();
  const double ours = cpu_s();
  const double busy = busy_s();
  const double took = bench.run(measured);
  const double runs = static_cast<double>(measured) * bindings;
  const double all = (busy_s() - busy) / runs * 1e6;
  const double peers = (cpu_s() - ours) / runs * 1e6;
  double chassis = 0;
  std::string threads;
  for (const auto& [name, seconds] : bench.cpu()) {
    const double each = (seconds - before[name]) / runs * 1e6;
    chassis += each;
    if (each >= 1) threads += fmt::format(", {} {}", name, number(each));
  }
  const double rate = runs / took;
  const long cores = ::sysconf(_SC_NPROCESSORS_ONLN);
  // Somebody else's work on the same processors belongs beside the number that it spoils.
  const double others = std::max(0.0, all - chassis - peers) * rate / 1e6;
  std::string result =
      fmt::format("{} runs/s; others took {} of {} cores", number(rate), number(others, 1), cores);
  if (bench.amiss() > 0) result += fmt::format("; {} were not synced", bench.amiss());
  return {{fmt::format("whole runs a second over HTTP, {} bindings; program in one process, peers "
                       "and load in another",
                       bindings),
           result, "1,000 (goal 2,000)", rate >= 1'000 && bench.amiss() == 0},
          {"CPU of one run over HTTP, the program alone",
           fmt::format("{} µs{}; peers and load {} µs", number(chassis), threads, number(peers)),
           "reported", true}};
}

}  // namespace byte8::bench
