#include "engine/scheduler.h"

#include <algorithm>

#include "base/check.h"

namespace byte8::engine {

Order order_of(std::string_view lane) {
  if (lane == "retry") return Order::retry;
  if (lane == "backfill") return Order::backfill;
  if (lane == "reconcile") return Order::reconcile;
  return Order::live;
}

std::uint64_t entity_hash(std::string_view kind, std::int64_t magento_id) {
  const auto letter = static_cast<std::uint64_t>(kind.empty() ? 0 : kind.front()) |
                      (static_cast<std::uint64_t>(kind.size()) << 8U);
  // Kinds differ in first letter and length; ids are far below 2^48.
  return (letter << 48U) ^ static_cast<std::uint64_t>(magento_id);
}

QueuedRun Scheduler::Fifo::pop() {
  QueuedRun run = items[head++];
  if (empty()) {
    items.clear();
    // An idle lane must not keep the memory of its busiest hour.
    if (items.capacity() > 64) items.shrink_to_fit();
    head = 0;
  } else if (head > 1024 && head > items.size() / 2) {
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(head));
    head = 0;
  }
  return run;
}

bool Scheduler::Lane::empty() const {
  return std::all_of(queues.begin(), queues.end(), [](const Fifo& fifo) { return fifo.empty(); });
}

Scheduler::Lane& Scheduler::lane_of(std::int64_t binding) {
  Lane& lane = lanes_[binding];
  lane.binding = binding;
  return lane;
}

// Lanes take turns, so it is known which are next: with many of them their memory is cold by then,
// and fetching it ahead is what keeps the next run as cheap with a million queued as with a few.
void Scheduler::warm() const {
  constexpr std::size_t lanes_ahead = 8;
  constexpr std::size_t runs_ahead = 4;
  if (ready_.size() > lanes_ahead) {
    const auto* lane = reinterpret_cast<const std::byte*>(ready_[lanes_ahead]);
    for (std::size_t line = 0; line < sizeof(Lane); line += 64) __builtin_prefetch(lane + line);
  }
  if (ready_.size() > runs_ahead) {
    const Fifo& live = ready_[runs_ahead]->queues.front();
    if (!live.empty()) __builtin_prefetch(&live.items[live.head]);
  }
}

void Scheduler::offer(Lane& lane) {
  if (lane.in_ready || !lane.dispatches || lane.active >= limits::lane_calls || lane.empty())
    return;
  lane.in_ready = true;
  ready_.push_back(&lane);
}

void Scheduler::set_dispatches(std::int64_t binding, bool dispatches) {
  Lane& lane = lane_of(binding);
  lane.dispatches = dispatches;
  offer(lane);
}

void Scheduler::queue(const QueuedRun& run) {
  Lane& lane = lane_of(run.binding);
  lane.queues.at(static_cast<std::size_t>(run.order)).push(run);
  ++queued_;
  offer(lane);
}

void Scheduler::wait(const QueuedRun& run, Millis due_boot, bool keeps_entity) {
  if (keeps_entity) {
    Busy& busy = busy_[EntityKey{run.binding, run.entity}];
    if (busy.run == 0) busy.run = run.id;
  }
  const std::uint64_t serial = ++serial_;
  timer_of_[run.id] = serial;
  timers_.push(Timer{.due = due_boot, .run = run, .serial = serial});
}

std::optional<QueuedRun> Scheduler::pop_free(Lane& lane) {
  for (Fifo& fifo : lane.queues) {
    while (!fifo.empty()) {
      const QueuedRun run = fifo.pop();
      --queued_;
      if (running_.contains(run.id)) continue;
      Busy& busy = busy_[EntityKey{run.binding, run.entity}];
      if (busy.run != 0 && busy.run != run.id) {
        busy.behind.push_back(run);
        continue;
      }
      busy.run = run.id;
      return run;
    }
  }
  return std::nullopt;
}

std::optional<QueuedRun> Scheduler::next() {
  while (any_ready()) {
    warm();
    Lane& lane = *ready_.front();
    ready_.pop_front();
    lane.in_ready = false;
    if (!lane.dispatches || lane.active >= limits::lane_calls) continue;
    std::optional<QueuedRun> run = pop_free(lane);
    if (!run) continue;
    ++lane.active;
    running_.insert(run->id);
    offer(lane);
    return run;
  }
  return std::nullopt;
}

void Scheduler::begin(const QueuedRun& run) {
  busy_[EntityKey{run.binding, run.entity}].run = run.id;
  ++lane_of(run.binding).active;
  running_.insert(run.id);
}

void Scheduler::released(const QueuedRun& run) {
  Lane& lane = lane_of(run.binding);
  BYTE8_CHECK(lane.active > 0 && running_.erase(run.id) == 1);
  --lane.active;
  offer(lane);
}

void Scheduler::finished(const QueuedRun& run) {
  released(run);
  auto found = busy_.find(EntityKey{run.binding, run.entity});
  if (found == busy_.end() || found->second.run != run.id) return;
  std::vector<QueuedRun> behind = std::move(found->second.behind);
  busy_.erase(found);
  // Back to the front, in order: they were ahead of everything still queued.
  Lane& lane = lane_of(run.binding);
  for (std::size_t i = behind.size(); i-- > 0;) {
    Fifo& fifo = lane.queues.at(static_cast<std::size_t>(behind[i].order));
    if (fifo.head > 0) {
      fifo.items[--fifo.head] = behind[i];
    } else {
      fifo.items.insert(fifo.items.begin(), behind[i]);
    }
    ++queued_;
  }
  offer(lane);
}

void Scheduler::wake(Millis now_boot) {
  while (!timers_.empty() && timers_.top().due <= now_boot) {
    const Timer timer = timers_.top();
    timers_.pop();
    auto found = timer_of_.find(timer.run.id);
    if (found == timer_of_.end() || found->second != timer.serial) continue;
    timer_of_.erase(found);
    queue(timer.run);
  }
}

std::vector<std::int64_t> Scheduler::active_bindings() const {
  std::vector<std::int64_t> bindings;
  for (const auto& [id, lane] : lanes_) {
    if (lane.active > 0) bindings.push_back(id);
  }
  std::ranges::sort(bindings);
  return bindings;
}

void Scheduler::clear(std::int64_t binding) {
  Lane& lane = lane_of(binding);
  for (Fifo& fifo : lane.queues) {
    queued_ -= fifo.items.size() - fifo.head;
    fifo = Fifo{};
  }
  for (auto entry = busy_.begin(); entry != busy_.end();) {
    if (entry->first.binding != binding) {
      ++entry;
      continue;
    }
    timer_of_.erase(entry->second.run);
    for (const QueuedRun& run : entry->second.behind) timer_of_.erase(run.id);
    entry = busy_.erase(entry);
  }
}

}  // namespace byte8::engine
