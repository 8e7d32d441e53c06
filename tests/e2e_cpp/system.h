#pragma once
// A chassis in this process with a pretended store and a pretended Sage behind real sockets, in a
// folder of its own. The chassis can be stopped and started again; its peers stay.

#include <functional>
#include <memory>
#include <string>

#include "app/comparison.h"
#include "app/runtime.h"
#include "app/sandbox_flags.h"
#include "app/setup.h"
#include "sandbox/sage/host.h"
#include "sandbox/shop/host.h"

namespace byte8::e2e {

struct SystemOptions {
  // Given the port at which the pretended Sage listens, the one at which the chassis finds it:
  // something may stand in between.
  std::function<std::uint16_t(std::uint16_t)> between;
  app::Settings flags;  // in place of those of the same name
};

class System {
 public:
  explicit System(const SystemOptions& options = {});
  ~System();
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  void start_chassis();
  Status stop_chassis();
  // Owner, token, pairing, Sage, business, policy.
  void connect();

  // Runs on the store's thread and waits for it.
  void with_shop(const std::function<void(sandbox::shop::Shop&, Millis now)>& act);
  void order(int count);  // and the store's cron comes at once
  json::Value ledger();
  std::size_t invoices_in_sage();
  // Everything of the store against everything in Sage, once nothing goes on any more.
  app::Comparison settled();
  Status until(const std::string& what, const std::function<Result<bool>()>& done);

  const app::Config& config() const { return config_; }
  // What the chassis was configured with, for a program started with the same.
  const app::Settings& flags() const { return flags_; }
  const std::string& folder() const { return folder_; }
  std::string chassis() const { return config_.public_url; }
  app::Web& web() { return web_; }
  app::Setup& setup() { return *setup_; }
  sandbox::sage::Host& sage() { return *sage_; }
  sandbox::shop::Host& shop() { return *shop_; }

 private:
  app::Pace pace_;
  app::Web web_;
  std::string folder_;
  app::Settings flags_;
  app::Config config_;
  std::unique_ptr<sandbox::sage::Host> sage_;
  std::unique_ptr<sandbox::shop::Host> shop_;
  std::unique_ptr<app::Runtime> chassis_;
  std::unique_ptr<app::Setup> setup_;
};

// A port of 127.0.0.1 that was free a moment ago.
std::uint16_t free_port();
// The content of an object's member, or null.
json::Value member(const json::Value& value, std::string_view key);

}  // namespace byte8::e2e
