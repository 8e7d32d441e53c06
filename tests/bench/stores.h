#pragma once
// Many pretended stores behind one port, each under a path of its own (/s0, /s1 …), without their
// cron: the bench sends their events itself, and sees the moment at which a report comes.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/server.h"
#include "sandbox/shop/shop.h"
#include "tests/bench/webhooks.h"

namespace byte8::bench {

class Stores {
 public:
  // Called on the stores' thread when a sync-state has arrived whole, before the store looks at
  // it; `at` as now_s().
  using Told = std::function<void(const http::Request& report, double at)>;

  Stores(int count, Told told);
  ~Stores();
  Stores(const Stores&) = delete;
  Stores& operator=(const Stores&) = delete;

  std::string url(int store) const;
  // Runs on the stores' thread and waits for it.
  void with(int store, const std::function<void(sandbox::shop::Shop&, Millis)>& act);
  // What the chassis does when it pairs, for a store that it did not pair itself.
  void pair(int store, const std::string& tenant, const std::string& api_key,
            const std::string& chassis);
  // Signs as a paired store does.
  Webhooks webhooks(int store);

 private:
  http::Response answer(http::Request request);

  Told told_;
  std::vector<sandbox::shop::Shop> shops_;
  std::unique_ptr<net::Server> server_;
};

}  // namespace byte8::bench
