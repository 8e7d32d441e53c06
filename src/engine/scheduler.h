#pragma once
// Which run is next. In memory, rebuilt at start; what it costs to find the next run does not grow
// with the backlog. A lane is a binding: at most a few runs of it are active, events of one Magento
// entity strictly in order, live before retry before backfill before reconcile. Lanes take turns.

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"

namespace byte8::engine {

enum class Order : std::uint8_t { live, retry, backfill, reconcile };
Order order_of(std::string_view lane);

struct QueuedRun {
  std::int64_t id = 0;
  std::int64_t account = 0;
  std::uint64_t entity = 0;  // hash of kind and Magento id
  std::int64_t binding = 0;
  Order order = Order::live;
};

std::uint64_t entity_hash(std::string_view kind, std::int64_t magento_id);

class Scheduler {
 public:
  // A lane that may not dispatch (pending, paused, on hold, revoked) keeps its queue.
  void set_dispatches(std::int64_t binding, bool dispatches);
  // Ready: as soon as its lane and its entity let it. Queued twice, it is still begun once.
  void queue(const QueuedRun& run);
  // Waiting until a time; while its entity stays taken, later events of it wait behind.
  void wait(const QueuedRun& run, Millis due_boot, bool keeps_entity = true);
  // Begins this run out of turn (the suspects of an unclean end).
  void begin(const QueuedRun& run);

  std::optional<QueuedRun> next();
  // The run ended for good: its entity is free.
  void finished(const QueuedRun& run);
  // The run goes to wait or starts over: its lane has a place, its entity stays taken.
  void released(const QueuedRun& run);
  // Moves what is due into the lanes.
  void wake(Millis now_boot);
  Millis next_due() const { return timers_.empty() ? 0 : timers_.top().due; }
  bool any_ready() const { return !ready_.empty() && running_.size() < limits::runs_in_flight; }
  // Disconnect: everything of the lane that has not begun is forgotten (the rows say `cancelled`).
  void clear(std::int64_t binding);

  std::size_t queued() const { return queued_; }
  std::size_t active() const { return running_.size(); }
  // The lanes in which something is under way.
  std::vector<std::int64_t> active_bindings() const;

 private:
  // A queue with its head as an index: no node per entry, no chunk per empty lane.
  struct Fifo {
    std::vector<QueuedRun> items;
    std::size_t head = 0;
    bool empty() const { return head == items.size(); }
    void push(const QueuedRun& run) { items.push_back(run); }
    QueuedRun pop();
  };
  // What `next` reads stands first, in one cache line with the live queue.
  struct alignas(64) Lane {
    std::int64_t binding = 0;
    std::uint32_t active = 0;
    bool dispatches = false;
    bool in_ready = false;
    std::array<Fifo, 4> queues;
    bool empty() const;
  };
  struct Timer {
    Millis due;
    QueuedRun run;
    std::uint64_t serial;
    bool operator>(const Timer& other) const {
      return due != other.due ? due > other.due : serial > other.serial;
    }
  };
  // An entity with a run that is active or waiting, and those behind it.
  struct Busy {
    std::int64_t run = 0;
    std::vector<QueuedRun> behind;
  };
  struct EntityKey {
    std::int64_t binding;
    std::uint64_t entity;
    bool operator==(const EntityKey&) const = default;
  };
  struct EntityKeyHash {
    std::size_t operator()(const EntityKey& key) const {
      return static_cast<std::size_t>(
          key.entity ^ (static_cast<std::uint64_t>(key.binding) * 0x9e3779b97f4a7c15U));
    }
  };

  Lane& lane_of(std::int64_t binding);
  void offer(Lane& lane);
  void warm() const;
  std::optional<QueuedRun> pop_free(Lane& lane);

  std::unordered_map<std::int64_t, Lane> lanes_;
  std::deque<Lane*> ready_;  // nodes of lanes_, which are never erased
  std::unordered_map<EntityKey, Busy, EntityKeyHash> busy_;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
  std::unordered_map<std::int64_t, std::uint64_t> timer_of_;  // run → serial of its valid timer
  std::unordered_set<std::int64_t> running_;
  std::uint64_t serial_ = 0;
  std::size_t queued_ = 0;
};

}  // namespace byte8::engine
