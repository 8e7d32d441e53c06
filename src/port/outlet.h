#pragma once
// An answer that goes on: parts come later, from any thread, and leave as the other side takes
// them. Bounded: who does not keep up is let go, and comes again.

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace byte8::http {

class Outlet {
 public:
  struct Options {
    std::size_t waiting_max = std::size_t{256} << 10;  // bytes not taken yet
    std::string beat;                                  // sent when nothing else was for so long
    Millis beat_every = 15'000;
    Millis longest = 900'000;  // then the answer ends
  };
  explicit Outlet(Options options) : options_(std::move(options)) {}
  const Options& options() const { return options_; }

  // Whoever has the parts. False: nobody is there any more, or too much waits; nothing more is
  // taken then.
  bool push(std::string_view part);
  void end();
  bool over() const;

  // Whoever sends them. `wake` is called, on the pushing thread, when there is something to take
  // where there was nothing, and at the end.
  void listen(std::function<void()> wake);
  std::string take();

 private:
  const Options options_;
  mutable std::mutex mutex_;
  std::string waiting_;
  std::function<void()> wake_;
  bool over_ = false;
};

}  // namespace byte8::http
