#pragma once
// A thread that takes no signals: they belong to the main thread, and a SIGPIPE of a library stays
// pending here instead of ending the process.

#include <pthread.h>

#include <csignal>
#include <functional>
#include <thread>
#include <utility>

namespace byte8::net {

inline std::thread io_thread(const char* name, std::function<void()> body) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(body));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_setname_np(thread.native_handle(), name);
  return thread;
}

}  // namespace byte8::net
