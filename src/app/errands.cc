#include "app/errands.h"

#include <chrono>

#include "base/log.h"
#include "net/io_thread.h"

namespace byte8::app {
namespace {

constexpr std::array<const char*, 2> names = {"hashing", "mail"};
constexpr std::chrono::milliseconds full_inbox_rest{50};

}  // namespace

Errands::Errands(Inbox& inbox) : inbox_(inbox) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_.at(i);
    line.thread = net::io_thread(names.at(i), [this, &line] { run(line); });
  }
}

Errands::~Errands() {
  for (Line& line : lines_) {
    const std::lock_guard lock(line.mutex);
    line.stopping = true;
    line.arrived.notify_all();
  }
  for (Line& line : lines_) line.thread.join();
}

void Errands::take(std::shared_ptr<const accounts::Errand> errand) {
  Line& line = lines_.at(static_cast<std::size_t>(errand->worker));
  const std::lock_guard lock(line.mutex);
  line.waiting.push_back(std::move(errand));
  line.arrived.notify_one();
}

void Errands::run(Line& line) {
  for (;;) {
    std::shared_ptr<const accounts::Errand> errand;
    {
      std::unique_lock lock(line.mutex);
      line.arrived.wait(lock, [&line] { return line.stopping || !line.waiting.empty(); });
      if (line.stopping) return;
      errand = std::move(line.waiting.front());
      line.waiting.pop_front();
    }
    try {
      errand->work();
    } catch (const std::exception& thrown) {
      log::error("errand_threw", {{"what", thrown.what()}});
    }
    done(line, errand->id);
  }
}

// Somebody waits for it: a full inbox is waited for, unless we stop.
void Errands::done(Line& line, std::uint64_t id) {
  for (;;) {
    auto payload = std::make_shared<accounts::ErrandDone>();
    payload->id = id;
    if (inbox_.post({.kind = accounts::errand_done_command, .payload = std::move(payload)})) return;
    std::unique_lock lock(line.mutex);
    if (line.arrived.wait_for(lock, full_inbox_rest, [&line] { return line.stopping; })) return;
  }
}

}  // namespace byte8::app
