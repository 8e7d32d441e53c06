#pragma once
// Ctx: what a coroutine of the core can do. A small handle, passed by value. Whatever is awaited
// may be the last thing the coroutine ever does: it can be dropped there and started again from its
// first line.

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/rng.h"
#include "base/task.h"
#include "engine/input.h"
#include "port/db.h"
#include "port/verb.h"

namespace byte8::engine {

class Core;
struct Strand;

using OutcomePtr = std::shared_ptr<const http::Outcome>;

// Held while the owner lives; released when it is destroyed, also by dropping the coroutine.
class Lock {
 public:
  Lock() = default;
  Lock(Core* core, std::string key) : core_(core), key_(std::move(key)) {}
  Lock(Lock&& other) noexcept
      : core_(std::exchange(other.core_, nullptr)), key_(std::move(other.key_)) {}
  Lock& operator=(Lock&& other) noexcept;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock();

 private:
  Core* core_ = nullptr;
  std::string key_;
};

class [[nodiscard]] AskRows {
 public:
  AskRows(Core* core, Strand* strand, port::Query query)
      : core_(core), strand_(strand), query_(std::move(query)) {}
  bool await_ready();
  void await_suspend(std::coroutine_handle<> self);
  port::Rows await_resume();

 private:
  Core* core_;
  Strand* strand_;
  port::Query query_;
  std::optional<port::Rows> rows_;
};

class [[nodiscard]] SendCall {
 public:
  SendCall(Core* core, Strand* strand, Act act, http::Call call)
      : core_(core), strand_(strand), act_(std::move(act)), call_(std::move(call)) {}
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> self);
  OutcomePtr await_resume();

 private:
  Core* core_;
  Strand* strand_;
  Act act_;
  http::Call call_;
};

// Suspends until a time, a signal, or a lock; whichever the core was told.
class [[nodiscard]] Pause {
 public:
  explicit Pause(Strand* strand) : strand_(strand) {}
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> self);
  void await_resume() const {}

 private:
  Strand* strand_;
};

class Ctx {
 public:
  Ctx(Core* core, Strand* strand) : core_(core), strand_(strand) {}

  Core& core() const { return *core_; }
  Now now() const;
  Rng& rng() const;
  std::int64_t new_id() const;

  void write(const port::Query& query) const;
  // A read, or a conditional write whose `changed` matters.
  AskRows ask(port::Query query) const { return {core_, strand_, std::move(query)}; }

  // Until that boot time. Waits are in memory: what must survive ends the run as `waiting` instead.
  Pause sleep_until(Millis boot) const;
  // Until somebody raises the signal. Check the condition before and after: signals carry nothing.
  Pause signal(std::string key) const;
  void raise(std::string_view key) const;
  // At most `capacity` holders at a time.
  Task<Lock> lock(std::string key, std::size_t capacity = 1) const;
  // The place among the calls under way that this target allows.
  Task<Lock> slot(Target target) const;

  void notify(std::string topic, std::shared_ptr<const Payload> payload = nullptr) const;
  // A coroutine of its own, which outlives this one.
  void spawn(std::string name, std::function<Task<void>(Ctx)> body) const;

  // One outside call: waits for its slot, budget and breaker, leaves after this turn's commit, and
  // is read when its answer comes. Nothing of it is repeated here.
  template <typename T>
  Task<Result<T>> call(port::Verb<T> verb, Target target, std::string step) const {
    const Lock place = co_await slot(target);
    Status admitted = co_await admit(target);
    if (!admitted) co_return admitted.error();
    Act act = describe(target, std::move(step), verb.call);
    const OutcomePtr outcome =
        co_await SendCall(core_, strand_, std::move(act), std::move(verb.call));
    Result<T> result = verb.read(*outcome);
    judged(target, result.ok() ? nullptr : &result.error());
    co_return result;
  }

  // The act of `once`: leaves after the commit and is settled whoever waits for it.
  void post(Act act, http::Call call) const;
  Task<Status> admit(Target target) const;
  Act describe(const Target& target, std::string step, const http::Call& call) const;
  // Feeds breaker and budget with what came of a call.
  void judged(const Target& target, const Error* error) const;

  StrandId id() const;

 private:
  Core* core_;
  Strand* strand_;
};

}  // namespace byte8::engine
