// From the 202 of a webhook to the arrival of the outcome at the store: the real program, one
// document at a time at a small steady rate, both peers at rest. New customers are among them, so
// some runs write a contact first.

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "net/raw_socket.h"
#include "tests/bench/must.h"
#include "tests/bench/stand.h"

namespace byte8::bench {
namespace {

constexpr double pace_s = 0.05;
constexpr auto patience = std::chrono::seconds(20);

struct Told {
  double at = 0;
  std::string status;
};

// What the store was told, by document.
class Outcomes {
 public:
  void put(const http::Request& report, double at) {
    const json::Value body = must(json::parse(report.body));
    const json::Value* id = body.find("magento_entity_id");
    BYTE8_CHECK(id != nullptr);
    const std::lock_guard lock(mutex_);
    told_[id->integer().value_or(0)] = {at, body.text_or("sync_status")};
    arrived_.notify_all();
  }

  Told wait(std::int64_t id) {
    std::unique_lock lock(mutex_);
    BYTE8_CHECK(arrived_.wait_for(lock, patience, [&] { return told_.contains(id); }));
    return told_[id];
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::int64_t, Told> told_;
};

struct Document {
  std::int64_t id = 0;
  std::string event;  // the body of its webhook, as the store wrote it
};

std::deque<Document> place_order(Stores& stores) {
  std::deque<Document> made;
  stores.with(0, [&made](sandbox::shop::Shop& shop, Millis now) {
    for (const std::int64_t id : shop.place_order(now).invoice_ids) {
      const auto* row = shop.outbox().find("invoice.created:" + std::to_string(id));
      BYTE8_CHECK(row != nullptr);
      made.push_back({.id = id, .event = row->payload});
    }
  });
  return made;
}

}  // namespace

std::vector<Row> bench_latency(const Options& options) {
  const int count = options.brief ? 200 : 1'000;
  Outcomes outcomes;
  Stand stand(1, [&outcomes](const http::Request& report, double at) { outcomes.put(report, at); });
  Webhooks webhooks = stand.stores().webhooks(0);
  net::RawSocket line = net::RawSocket::connect(stand.program().port());
  std::vector<double> times;
  std::map<std::string, int> ends;
  std::deque<Document> waiting;
  auto next = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    if (waiting.empty()) waiting = place_order(stand.stores());
    const Document document = std::move(waiting.front());
    waiting.pop_front();
    std::this_thread::sleep_until(next);
    next += std::chrono::microseconds(static_cast<std::int64_t>(pace_s * 1e6));
    BYTE8_CHECK(line.send(webhooks.created(document.id, document.event)));
    BYTE8_CHECK(line.read_message().starts_with("HTTP/1.1 202"));
    const double accepted = now_s();
    const Told told = outcomes.wait(document.id);
    times.push_back((told.at - accepted) * 1e3);
    ++ends[told.status];
  }
  std::string words;
  for (const auto& [status, times_told] : ends) words += fmt::format(", {} {}", times_told, status);
  const double p50 = percentile(times, 50);
  const double p99 = percentile(times, 99);
  return {
      {fmt::format("event accepted to outcome at the store, p50 of {} documents{}", count, words),
       fmt::format("{} ms", number(p50, 1)), "150 ms", p50 < 150},
      {"the same, p99",
       fmt::format("{} ms (most {} ms)", number(p99, 1), number(percentile(times, 100), 1)),
       "1,000 ms", p99 < 1'000}};
}

}  // namespace byte8::bench
