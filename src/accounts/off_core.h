#pragma once
// Work that would hold the core up: hashing a password takes 20 ms and 19 MiB, a mail server takes
// as long as it likes. The coroutine hands it out as a notice, which leaves after the commit like
// any effect; a worker thread of the edge does it and posts the command "errand_done", which wakes
// the coroutine. A turn that fails takes both back: nobody waits, and nothing is repeated here.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/core.h"

namespace byte8::accounts {

inline constexpr const char* errand_topic = "errand";
inline constexpr const char* errand_done_command = "errand_done";

// One thread each, so that a slow mail server keeps nobody from signing in.
enum class Worker : std::uint8_t { hashing, mail };

struct Errand : engine::Payload {
  std::uint64_t id = 0;
  Worker worker = Worker::hashing;
  std::function<void()> work;  // called once, on the worker's thread; keeps what it needs alive
};

struct ErrandDone : engine::Payload {
  std::uint64_t id = 0;
};

// Counts what is waited for, so that a flood of sign-ins is refused instead of queued without end.
// Used on the core thread only; lives as long as the handlers.
class Desk {
 public:
  static constexpr std::size_t places_per_worker = 64;

  class Place {
   public:
    Place(std::shared_ptr<Desk> desk, Worker worker, std::uint64_t id);
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();
    std::uint64_t id() const { return id_; }

   private:
    std::shared_ptr<Desk> desk_;
    Worker worker_;
    std::uint64_t id_;
  };

  bool full(Worker worker) const { return taken(worker) >= places_per_worker; }
  std::uint64_t next_id() { return ++last_; }

 private:
  std::size_t taken(Worker worker) const { return taken_[static_cast<std::size_t>(worker)]; }

  std::size_t taken_[2] = {0, 0};
  std::uint64_t last_ = 0;
};
using DeskPtr = std::shared_ptr<Desk>;

std::string errand_signal(std::uint64_t id);
Error too_busy();

// What `work` gives, done by that worker. Error `unavailable` when too much waits for it already.
template <typename T>
Task<Result<T>> off_core(engine::Ctx ctx, DeskPtr desk, Worker worker, std::function<T()> work) {
  if (desk->full(worker)) co_return too_busy();
  const Desk::Place place(desk, worker, desk->next_id());
  // Written by the worker before it posts the command, read here after that was taken.
  const auto result = std::make_shared<std::optional<T>>();
  auto errand = std::make_shared<Errand>();
  errand->id = place.id();
  errand->worker = worker;
  errand->work = [result, work = std::move(work)] { result->emplace(work()); };
  ctx.notify(errand_topic, std::move(errand));
  co_await ctx.signal(errand_signal(place.id()));
  if (!result->has_value()) co_return too_busy();
  co_return *std::move(*result);
}

}  // namespace byte8::accounts
